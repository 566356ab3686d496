import { expect, it } from 'vitest';
import { endGrantsOfSuspended } from '../../src/app/grants/end-grants-of-suspended.ts';
import { aDesk } from './desk.ts';

it('whom the configuration suspends holds no grant once the service has started', async () => {
  const desk = await aDesk();
  const { token, digest, request } = await desk.granted();
  const { ctx } = desk.world;
  await endGrantsOfSuspended(ctx, [{ id: 'another', status: 'suspended' }, { id: 'ci-deploy' }]);
  expect(await desk.introspect(token)).toMatchObject({ active: true });
  const suspended = [{ id: 'ci-deploy', status: 'suspended' as const }];
  await endGrantsOfSuspended(ctx, suspended);
  await endGrantsOfSuspended(ctx, suspended);
  expect(await desk.introspect(token)).toEqual({ active: false });
  expect(await desk.introspect(token, digest)).toEqual({ active: false, reason: 'revoked' });
  expect(await desk.kinds(request)).toEqual(['grant.issued', 'grant.revoked', 'grant.refused']);
});
