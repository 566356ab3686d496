import { expect, it } from 'vitest';
import { startDouble } from './support/app.ts';
import { call, clientOf } from './support/clients.ts';

it('opens one conversation with a person, which only the two of them see', async () => {
  const double = await startDouble();
  const client = clientOf(double);
  const first = (await client.conversations.open({ users: 'U1ADA' })).channel?.id ?? '';
  expect(first).toMatch(/^D/);
  expect((await client.conversations.open({ users: 'U1ADA' })).channel?.id).toBe(first);
  await client.chat.postMessage({ channel: first, text: 'Only for Ada' });
  const page = async (user: string) =>
    (await fetch(`${double.url}/page/state?user=${user}&channel=${first}`)).text();
  expect(await page('U1ADA')).toContain('Only for Ada');
  expect(await page('U2BOB')).not.toContain('Only for Ada');
});

it('wants the scope for it', async () => {
  const double = await startDouble({ scopes: ['chat:write'] });
  const { answer } = await call(double, 'conversations.open', { users: 'U1ADA' });
  expect(answer).toMatchObject({ error: 'missing_scope' });
});

it.each([
  ['U0NOBODY', 'user_not_found'],
  ['U5GONE', 'user_disabled'],
  ['U0COUNTERSN', 'cannot_dm_bot'],
])('opens none with %s', async (users, error) => {
  const { answer } = await call(await startDouble(), 'conversations.open', { users });
  expect(answer).toMatchObject({ error });
});
