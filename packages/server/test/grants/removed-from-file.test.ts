import { expect, it } from 'vitest';
import { createIdentity } from '../../src/app/identities/define-identity.ts';
import { endGrantsOfRemoved } from '../../src/app/grants/end-grants-of-suspended.ts';
import { aRegister } from '../support/register.ts';
import { aDesk } from './desk.ts';

const file = [{ id: 'ci-deploy' }, { id: 'another' }];

it('whom neither the configuration nor the API knows holds no grant once the service has started', async () => {
  const desk = await aDesk();
  const { token, request } = await desk.granted();
  const { ctx } = desk.world;
  await endGrantsOfRemoved(ctx, file);
  expect(await desk.introspect(token)).toMatchObject({ active: true });
  await endGrantsOfRemoved(ctx, file.slice(1));
  await endGrantsOfRemoved(ctx, []);
  expect(await desk.introspect(token)).toEqual({ active: false });
  expect(await desk.kinds(request)).toEqual(['grant.issued', 'grant.revoked']);
});

it('one that the API defines keeps what it holds', async () => {
  const desk = await aDesk();
  const { token } = await desk.granted();
  const { ctx } = desk.world;
  const bot = { id: 'ci-deploy', name: 'CI', owner: 'olga' };
  await createIdentity({ ctx, register: aRegister(ctx) }, 'operator:op', bot);
  await endGrantsOfRemoved(ctx, []);
  expect(await desk.introspect(token)).toMatchObject({ active: true });
});
