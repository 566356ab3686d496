import { randomFillSync } from 'node:crypto';
import { monotonicFactory } from 'ulid';

/**
 * Makes ids like `req_01jd…` (ULID): 48 bits of time and 80 of randomness, unguessable, and in the
 * order of making.
 */
export function idMaker(now: () => number): (prefix: string) => string {
  const ulid = monotonicFactory(pooledRandom());
  return (prefix) => `${prefix}_${ulid(now()).toLowerCase()}`;
}

/** The system's randomness in portions, as numbers of [0, 1): a draw for each letter costs more than the id. */
function pooledRandom(): () => number {
  const pool = new Uint8Array(4_096);
  let next = pool.length;
  return () => {
    if (next === pool.length) {
      randomFillSync(pool);
      next = 0;
    }
    const drawn = pool[next] ?? 0;
    // A random number is spent once.
    pool[next++] = 0;
    return drawn / 256;
  };
}
