import { digestOf } from '@countersign/core/digest';
import { expect, it } from 'vitest';
import { scene } from './scene.ts';

it('another change opens nothing, and ends the grant', async () => {
  const { open, refusal, database, close, kinds, store } = await scene();
  await open();
  expect(await refusal({ digest: digestOf('another'), target: 'npm-token' })).toBe('stale_digest');
  expect(await store.grants.get('g1')).toMatchObject({ revoked: { why: 'changed' } });
  expect(await refusal()).toBe('grant_ended');
  await close();
  expect(database.closed).toHaveLength(1);
  expect(await kinds()).toEqual([
    'credential.opening',
    'credential.opened',
    'grant.refused',
    'grant.revoked',
    'credential.closed',
  ]);
});
