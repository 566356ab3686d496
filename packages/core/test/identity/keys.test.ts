import { array, assert, constantFrom, property, tuple, integer } from 'fast-check';
import { expect, it } from 'vitest';
import type { IdentityKey } from '../../src/identity/definition.ts';
import { addKey, isLive, MOST_KEYS, removeKey, rotateKey } from '../../src/identity/keys.ts';

const key = (id: string, expires?: number) => ({
  id,
  hash: '0'.repeat(64),
  ...(expires === undefined ? {} : { expires: new Date(expires).toISOString() }),
});

it('a key lives until its very end', () => {
  expect(isLive(key('a', 1_000), 999)).toBe(true);
  expect(isLive(key('a', 1_000), 1_000)).toBe(false);
  expect(isLive(key('a'), Number.MAX_SAFE_INTEGER)).toBe(true);
});

it('the old key of two never lives longer than it would have', () => {
  const rotated = rotateKey([key('old', 5_000)], key('new'), { overlapMs: 60_000, now: 0 });
  expect(rotated).toMatchObject({ ok: true, keys: [key('old', 5_000), key('new')] });
});

it('without an overlap the old one ends at once, and is forgotten', () => {
  const rotated = rotateKey([key('old')], key('new'), { overlapMs: 0, now: 1_000 });
  expect(rotated).toEqual({ ok: true, keys: [key('new')] });
});

it('a third key is refused, and the refusal says when there is room', () => {
  const refused = rotateKey([key('a', 9_000), key('b')], key('c'), { overlapMs: 1, now: 0 });
  expect(refused).toMatchObject({ ok: false, refusal: { code: 'too_many_keys' } });
  expect(refused.ok || refused.refusal.message).toContain(new Date(9_000).toISOString());
});

it('whatever is done, never more than two keys are live', () => {
  const step = tuple(constantFrom('add', 'rotate', 'remove'), integer({ min: 0, max: 3 }));
  assert(
    property(array(step, { maxLength: 20 }), (steps) => {
      let keys: IdentityKey[] = [];
      for (const [at, [what, number]] of steps.entries()) {
        const now = at * 1_000;
        const made = key(`key-${at}`);
        const done =
          what === 'add'
            ? addKey(keys, made, now)
            : what === 'rotate'
              ? rotateKey(keys, made, { overlapMs: number * 1_000, now })
              : removeKey(keys, keys[number]?.id ?? 'none');
        if (done.ok) keys = done.keys;
        expect(keys.filter((one) => isLive(one, now)).length).toBeLessThanOrEqual(MOST_KEYS);
      }
    }),
  );
});
