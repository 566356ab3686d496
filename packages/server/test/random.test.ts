import { expect, it } from 'vitest';
import { createRandom } from '../src/random.ts';

it('gives as many bytes as asked for, never the same ones, over many portions', () => {
  const random = createRandom();
  const drawn = Array.from({ length: 2_000 }, () => random.bytes(16).toString('hex'));
  expect(drawn.every((text) => text.length === 32)).toBe(true);
  expect(new Set(drawn).size).toBe(drawn.length);
});

it('draws every byte about as often as every other', () => {
  const random = createRandom();
  const seen = new Uint32Array(256);
  for (let n = 0; n < 256_000; n += 1) {
    const byte = random.byte();
    seen[byte] = (seen[byte] ?? 0) + 1;
  }
  // 1,000 each are expected; one so far off would be met once in 10^20 runs.
  expect(Math.min(...seen)).toBeGreaterThan(700);
  expect(Math.max(...seen)).toBeLessThan(1_300);
});

it('refuses what is more than it has, rather than give less', () => {
  expect(() => createRandom().bytes(4_097)).toThrow(RangeError);
});
