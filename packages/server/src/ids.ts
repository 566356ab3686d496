import { monotonicFactory } from 'ulid';
import type { Random } from './random.ts';

/**
 * Makes ids like `req_01jd…` (ULID): 48 bits of time and 80 of randomness, unguessable, and in the
 * order of making.
 */
export function idMaker(now: () => number, random: Random): (prefix: string) => string {
  const ulid = monotonicFactory(() => random.byte() / 256);
  return (prefix) => `${prefix}_${ulid(now()).toLowerCase()}`;
}
