import { expect, it } from 'vitest';
import { waitSeconds } from '../../src/http/api/prefer.ts';

it.each([
  ['wait=30', 30],
  ['Wait=30', 30],
  ['wait = 30', 30],
  ['wait="30"', 30],
  ['respond-async, wait=30', 30],
  ['wait=30; foo=bar', 30],
  ['wait=3, wait=60', 3],
  ['wait=99999999999', 60],
  ['wait=0', 0],
  ['wait=-1', 0],
  ['wait=1e3', 0],
  ['wait=1.5', 0],
  ['wait="30', 0],
  ['await=30', 0],
  ['foo="wait=2"', 0],
])('Prefer: %s holds for %i seconds', (prefer, seconds) => {
  expect(waitSeconds(prefer)).toBe(seconds);
});
