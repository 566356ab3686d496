import { expect, it } from 'vitest';
import { ada, aDesk } from './desk.ts';
import { aForger } from './forger.ts';

const SESSION = '__Host-countersign';

it('signing in makes a new session, whatever cookie was planted before', async () => {
  const provider = await aForger();
  const desk = await aDesk(provider, ada(provider.issuer, 'viewer'));
  const attacker = desk.browser();
  const planted = 'A'.repeat(43);
  const victim = desk.browser();
  victim.jar.set(SESSION, planted);
  attacker.jar.set(SESSION, planted);
  await victim.signIn(provider, null);
  expect(victim.jar.get(SESSION)).not.toBe(planted);
  expect(await attacker.get('/v1/session')).toMatchObject({ status: 401 });
  expect(await victim.get('/v1/session')).toMatchObject({ status: 200 });
});

it('and ends the one that the browser had', async () => {
  const provider = await aForger();
  const desk = await aDesk(provider, ada(provider.issuer, 'viewer'));
  const browser = desk.browser();
  await browser.signIn(provider, null);
  const copy = desk.browser();
  copy.jar.set(SESSION, browser.jar.get(SESSION) ?? '');
  await browser.signIn(provider, null);
  expect(await copy.get('/v1/session')).toMatchObject({ status: 401 });
  const started = (await desk.entries()).filter(({ kind }) => kind === 'session.started');
  const [first, second] = started.map(({ body }) => body as { session: string; replaces?: string });
  expect(second?.replaces).toBe(first?.session);
});
