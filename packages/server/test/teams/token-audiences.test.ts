import { expect, it } from 'vitest';
import { APP } from './desk.ts';
import { aGuardedDesk } from './guarded.ts';

it('a token for us alone may say so in a list', async () => {
  const desk = await aGuardedDesk();
  expect(await desk.forge({ claims: { aud: [APP] } })).toMatchObject({ status: 200 });
});

it('a token that is for others, too, is refused', async () => {
  const desk = await aGuardedDesk();
  expect(
    await desk.forge({ claims: { aud: [APP, 'https://api.botframework.com'] } }),
  ).toMatchObject({ status: 401 });
});
