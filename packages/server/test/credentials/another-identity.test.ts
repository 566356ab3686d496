import { expect, it } from 'vitest';
import { caller } from '../support/world.ts';
import { scene } from './scene.ts';

it('another identity learns nothing of a grant, and opens nothing with it', async () => {
  const { refusal, database, kinds } = await scene();
  expect(await refusal({}, caller)).toBe('not_found');
  expect(await refusal({}, caller, 'g2')).toBe('not_found');
  expect(database.opened).toEqual([]);
  expect(await kinds()).toEqual([]);
});
