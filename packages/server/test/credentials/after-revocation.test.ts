import { expect, it } from 'vitest';
import { scene } from './scene.ts';

it('a revoked grant opens nothing, and what it opened is closed', async () => {
  const { open, refusal, revoke, close, database, log } = await scene();
  const { id } = await open();
  await revoke();
  expect(await refusal({ target: 'npm-token' })).toBe('grant_ended');
  await close();
  expect(database.closed).toEqual([id]);
  expect(await log()).toContain('"why":"revoked"');
});
