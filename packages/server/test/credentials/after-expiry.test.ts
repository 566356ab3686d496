import { expect, it } from 'vitest';
import { scene } from './scene.ts';

it('an expired grant opens nothing, and what it opened is closed', async () => {
  const { open, refusal, pass, close, database } = await scene();
  const { id } = await open();
  expect(await close()).toBe(database.opened[0]?.closesAt);
  expect(database.closed).toEqual([]);
  pass(900_000);
  expect(await refusal({ target: 'npm-token' })).toBe('grant_ended');
  expect(await close()).toBeNull();
  expect(database.closed).toEqual([id]);
});
