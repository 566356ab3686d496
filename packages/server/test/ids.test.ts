import { expect, it } from 'vitest';
import { idMaker } from '../src/ids.ts';
import { createRandom } from '../src/random.ts';

it('makes ids that are different and in the order of making, also within a millisecond', () => {
  const newId = idMaker(() => 1_700_000_000_000, createRandom());
  const made = Array.from({ length: 10_000 }, () => newId('req'));
  expect(new Set(made).size).toBe(made.length);
  expect(made.toSorted()).toEqual(made);
  expect(made[0]).toMatch(/^req_[0-9a-hjkmnp-tv-z]{26}$/u);
});

it('tells nothing of the ids of another moment: all 80 bits are drawn anew', () => {
  let at = 1_700_000_000_000;
  const newId = idMaker(() => (at += 1), createRandom());
  // More than one portion of randomness.
  const random = Array.from({ length: 1_000 }, () => newId('req').slice(-16));
  expect(new Set(random).size).toBe(random.length);
  const letters = new Set(random.join(''));
  expect(letters.size).toBe(32);
});
