import { expect, it } from 'vitest';
import { createIdentity } from '../../src/app/identities/define-identity.ts';
import { ada, aDesk } from '../people/desk.ts';
import { aForger } from '../people/forger.ts';
import { aRegister } from '../support/register.ts';

it('people keep the register as their roles let them, and the log says who it was', async () => {
  const provider = await aForger();
  const desk = await aDesk(provider, ada(provider.issuer, 'auditor'));
  const { ctx } = desk.api.world;
  const keeping = { ctx, register: aRegister(ctx) };
  await createIdentity(keeping, 'operator:op', { id: 'bot', name: 'Bot', owner: 'olga' });
  const browser = desk.browser();
  await browser.signIn(provider, null);
  expect((await browser.get('/v1/identities/bot')).status).toBe(200);
  const addKey = () => browser.change('POST', '/v1/identities/bot/keys');
  expect(await addKey()).toMatchObject({ status: 403, body: { code: 'forbidden' } });

  browser.meet(await desk.replica(ada(provider.issuer, 'admin')));
  expect((await addKey()).status).toBe(201);
  expect((await desk.entries()).at(-1)).toMatchObject({
    kind: 'identity.key_added',
    body: { identity: 'bot', by: 'person:ada' },
  });

  browser.meet(await desk.replica(ada(provider.issuer, 'viewer')));
  expect((await browser.get('/v1/identities/bot')).status).toBe(403);
});
