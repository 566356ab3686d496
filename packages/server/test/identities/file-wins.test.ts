import { expect, it } from 'vitest';
import { reportDifferences } from '../../src/open-register.ts';
import { aRegister } from '../support/register.ts';
import { aWorld } from '../support/world.ts';
import { createIdentity } from '../../src/app/identities/define-identity.ts';
import { showIdentity } from '../../src/app/identities/list-identities.ts';
import { suspendIdentity } from '../../src/app/identities/suspend-identity.ts';

const inFile = { id: 'bot', name: 'Bot', owner: 'olga', keys: [], oidc: [] };

async function madeByApi() {
  const { ctx, reports } = await aWorld();
  const input = { id: 'bot', name: 'Robot', owner: 'olga', actions: ['deploy'] };
  await createIdentity({ ctx, register: aRegister(ctx) }, 'operator:op', input);
  return { ctx, reports };
}

it('what the configuration says of an identity counts, and a difference is told', async () => {
  const { ctx, reports } = await madeByApi();
  const register = aRegister(ctx, [inFile]);
  expect(await showIdentity(register, 'bot')).toMatchObject({
    name: 'Bot',
    source: 'file',
    differences: ['name', 'actions'],
  });
  expect(await register.known()).toEqual([{ ...inFile, status: 'active' }]);
  await reportDifferences(register, ctx.report);
  expect(reports).toMatchObject([
    { level: 'warn', fields: { identity: 'bot', differences: ['name', 'actions'] } },
  ]);
});

it('either can stop an identity, and neither undoes the other’s word', async () => {
  const { ctx } = await madeByApi();
  const keeping = { ctx, register: aRegister(ctx, [{ ...inFile, status: 'active' }]) };
  await suspendIdentity(keeping, 'operator:op', 'bot', 'Away');
  expect(await showIdentity(keeping.register, 'bot')).toMatchObject({
    standing: 'suspended',
    differences: ['name', 'actions', 'status'],
  });
  const stopped = aRegister((await aWorld()).ctx, [{ ...inFile, status: 'suspended' }]);
  expect(await showIdentity(stopped, 'bot')).toMatchObject({ standing: 'suspended' });
});

it('one whose owner is not there any more is ownerless', async () => {
  const { ctx } = await aWorld();
  const register = aRegister(ctx, [{ ...inFile, owner: 'gone' }]);
  expect(await showIdentity(register, 'bot')).toMatchObject({ standing: 'ownerless' });
});

it('one that left the configuration and was only suspended by the API is not there', async () => {
  const { ctx } = await aWorld();
  const keeping = { ctx, register: aRegister(ctx, [inFile]) };
  await suspendIdentity(keeping, 'operator:op', 'bot', 'Away');
  await expect(showIdentity(aRegister(ctx), 'bot')).rejects.toMatchObject({ code: 'not_found' });
  expect(await showIdentity(aRegister(ctx, [inFile]), 'bot')).toMatchObject({
    standing: 'suspended',
  });
});
