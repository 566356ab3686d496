import { expect, it } from 'vitest';
import { createIdentity } from '../../src/app/identities/define-identity.ts';
import { startRun } from '../../src/app/start-run.ts';
import { submitRequest } from '../../src/app/submit-request.ts';
import { aRegister } from '../support/register.ts';
import { aWorld, caller, deployPayments } from '../support/world.ts';

const orphan = { ...caller, registered: { standing: 'ownerless' as const } };

it('an identity whose owner is not known any more asks for nothing and starts nothing', async () => {
  const { ctx } = await aWorld();
  const refused = { code: 'identity_ownerless' };
  await expect(submitRequest(ctx, orphan, deployPayments)).rejects.toMatchObject(refused);
  const { id } = await submitRequest(ctx, caller, deployPayments);
  await expect(startRun(ctx, orphan, id, 'run-1')).rejects.toMatchObject(refused);
});

it('none is made without an owner who is there', async () => {
  const { ctx } = await aWorld();
  const keeping = { ctx, register: aRegister(ctx) };
  const made = createIdentity(keeping, 'operator:op', { id: 'bot', name: 'Bot', owner: 'gone' });
  await expect(made).rejects.toMatchObject({ code: 'invalid' });
});

it('a bot gone wild that may not ask fills no log', async () => {
  const { ctx, store } = await aWorld();
  for (let at = 0; at < 20; at++) {
    await submitRequest(ctx, orphan, deployPayments).catch(() => null);
  }
  expect(await store.log.countUnsealed()).toBe(1);
});
