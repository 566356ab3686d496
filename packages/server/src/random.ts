import { randomFillSync } from 'node:crypto';

export type Random = {
  /** 0 to 255. */
  byte(): number;
  /** `size`: 4,096 at most. */
  bytes(size: number): Buffer;
};

/** The system's randomness, fetched in portions: asking it for a few bytes costs more than they do. */
export function createRandom(): Random {
  const pool = Buffer.alloc(4_096);
  let next = pool.length;
  const take = (size: number): number => {
    if (size > pool.length) throw new RangeError(`More than ${pool.length} random bytes at once.`);
    if (next + size > pool.length) {
      randomFillSync(pool);
      next = 0;
    }
    next += size;
    return next - size;
  };
  return {
    byte: () => {
      const at = take(1);
      const drawn = pool[at] ?? 0;
      // What is drawn is spent: nobody finds it in the memory later.
      pool[at] = 0;
      return drawn;
    },
    bytes(size) {
      const at = take(size);
      const drawn = Buffer.from(pool.subarray(at, at + size));
      pool.fill(0, at, at + size);
      return drawn;
    },
  };
}
