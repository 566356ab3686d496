import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nextSignsFrom, standings, type Dated } from '../../src/issuer/key-ring.ts';

const hour = 3_600_000;
const timing = { leadMs: hour, retireMs: 25 * hour, rotateMs: 100 * hour };
const key = (kid: string, signsFrom: number): Dated => ({ kid, alg: 'RS256', signsFrom });
const at = (now: number, ...keys: Dated[]) =>
  standings(keys, now, timing).map(({ key: { kid }, standing }) => `${kid} ${standing}`);

describe('where a key stands', () => {
  it('is next for one cache lifetime, then current, then retired for what it has signed', () => {
    const two = [key('a', 0), key('b', 100 * hour)];
    expect(at(99 * hour, ...two)).toEqual(['a current', 'b next']);
    expect(at(100 * hour, ...two)).toEqual(['a retired', 'b current']);
    expect(at(125 * hour - 1, ...two)).toEqual(['a retired', 'b current']);
    expect(at(125 * hour, ...two)).toEqual(['a over', 'b current']);
  });

  it('does not hang on the order of the file, nor on a clock that went back', () => {
    expect(at(0, key('b', 10), key('a', 0))).toEqual(['a current', 'b next']);
    expect(at(-5, key('b', 10), key('a', 0))).toEqual(['a current', 'b next']);
  });
});

const next = (now: number, ...keys: Dated[]) => nextSignsFrom(keys, now, timing, 'RS256');

describe('the next key', () => {
  it('is made in time to be published for one cache lifetime', () => {
    expect(next(5)).toBe(5);
    expect(next(98 * hour, key('a', 0))).toBeNull();
    expect(next(99 * hour, key('a', 0))).toBe(100 * hour);
    expect(next(99 * hour, key('a', 0), key('b', 100 * hour))).toBeNull();
  });

  it('is made at once where another algorithm is wanted, and signs a cache lifetime later', () => {
    expect(nextSignsFrom([key('a', 0)], 5, timing, 'ES256')).toBe(5 + hour);
    const es: Dated = { kid: 'b', alg: 'ES256', signsFrom: 5 + hour };
    expect(nextSignsFrom([key('a', 0), es], 6, timing, 'ES256')).toBeNull();
  });
});

it('whenever somebody looks, each signer was published a lead before and is as long as its tokens', () => {
  const steps = fc.array(fc.integer({ min: 1, max: 60 * hour }), { maxLength: 30 });
  fc.assert(
    fc.property(steps, (waits) => {
      const keys: Dated[] = [];
      const seen = new Map<string, number>();
      const signed = new Map<string, number>();
      let now = 0;
      for (const wait of waits) {
        const from = nextSignsFrom(keys, now, timing, 'RS256');
        if (from !== null) keys.push(key(`k${keys.length}`, from));
        const published = standings(keys, now, timing).filter(
          ({ standing }) => standing !== 'over',
        );
        for (const {
          key: { kid },
        } of published)
          if (!seen.has(kid)) seen.set(kid, now);
        const current = published.find(({ standing }) => standing === 'current');
        if (!current) throw new Error('Nobody signs.');
        const { kid } = current.key;
        expect(kid === 'k0' || now - (seen.get(kid) ?? now) >= timing.leadMs).toBe(true);
        signed.set(kid, now);
        for (const [one, last] of signed) {
          const isPublished = published.some((other) => other.key.kid === one);
          // What it signed last lives for a day.
          expect(isPublished || now - last > 24 * hour).toBe(true);
        }
        now += wait;
      }
    }),
  );
});
