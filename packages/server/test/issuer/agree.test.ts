import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { agree } from '../../src/issuer/agree.ts';
import type { Dated } from '../../src/issuer/key-ring.ts';
import type { KnownKey } from '../../src/ports/issuer-key-store.ts';

const MINUTE = 60_000;
const timing = { leadMs: 65 * MINUTE, retireMs: 1_445 * MINUTE };
const at = (kid: string, signsFrom: number): Dated => ({ kid, alg: 'RS256', signsFrom });
const [a, b, c] = [at('a', 0), at('b', 100 * MINUTE), at('c', 300 * MINUTE)];

/** What all processes have told, and one more look. */
function aTable() {
  let table: KnownKey[] = [];
  return (minute: number, ...own: Dated[]) => {
    const now = minute * MINUTE;
    const agreed = agree(own, table, now, timing);
    if (!agreed.ok) return agreed;
    const told = new Map([...table, ...agreed.keys].map((key) => [key.kid, key]));
    table = [...told.values()];
    return { ...agreed, signs: [...agreed.since.keys()].at(-1) };
  };
}

describe('what processes with keys may sign with', () => {
  it('is the first key at once: nobody has read any before', () => {
    expect(aTable()(0, a)).toMatchObject({ signs: 'a', lacks: [], waiting: [] });
  });

  it('is nothing for the second of two that have other keys, until the first is gone for long', () => {
    const look = aTable();
    look(0, a);
    expect(look(0, b)).toEqual({ ok: false, lacks: 'a' });
    expect(look(9, b)).toEqual({ ok: false, lacks: 'a' });
    expect(look(10, b)).toMatchObject({ signs: 'b', lacks: [{ kid: 'a', hasSigned: true }] });
  });

  it('is the new key once everybody has had it for a cache lifetime, replica by replica', () => {
    const look = aTable();
    look(0, a);
    expect(look(35, a, b)).toMatchObject({ signs: 'a' });
    // One that was restarted before it got the new key is let in, and told.
    look(60, a, b);
    expect(look(60, a)).toMatchObject({ signs: 'a', lacks: [{ kid: 'b', hasSigned: false }] });
    expect(look(100, a, b)).toMatchObject({ signs: 'a', waiting: ['b'] });
    expect(look(110, a)).toMatchObject({ signs: 'a' });
    expect(look(111, a, b)).toMatchObject({ signs: 'a', lacks: [] });
    expect(look(174, a, b)).toMatchObject({ signs: 'a', waiting: ['b'] });
    expect(look(175, a, b)).toMatchObject({ signs: 'b', waiting: [] });
    expect(look(175, a)).toEqual({ ok: false, lacks: 'b' });
  });

  it('counts the end of a key from when the next one really took over', () => {
    const look = aTable();
    look(0, a);
    look(99, a);
    look(100, a, b);
    expect(look(200, a, b)).toMatchObject({
      since: new Map([
        ['a', 0],
        ['b', 200 * MINUTE],
      ]),
    });
  });

  it('is what it was where all were away for long, and came back with one more', () => {
    const look = aTable();
    look(0, a);
    expect(look(5_000, a, b)).toMatchObject({ signs: 'a', waiting: ['b'] });
    expect(look(5_065, a, b)).toMatchObject({ signs: 'b' });
  });
});

/** How keys are handed out: a replica has those of one moment, or those of the next one. */
const handedOut = [[a], [a, b], [a, b, c], [b, c], [c]];

it('in a rollout of any order and pace, what signs was missing nowhere for a cache lifetime', () => {
  const restart = fc.record({
    replica: fc.nat(2),
    isAhead: fc.boolean(),
    minutes: fc.integer({ min: 1, max: 120 }),
  });
  fc.assert(
    fc.property(fc.array(restart, { maxLength: 30 }), (restarts) => {
      const look = aTable();
      const running = new Map<number, Dated[]>([[0, [a]]]);
      const missing = new Map<string, number>();
      let minute = 0;
      const everybodyLooks = () => {
        for (const own of running.values()) {
          const looked = look(minute, ...own);
          if (!looked.ok) throw new Error(`A process runs without ${looked.lacks}, which signs.`);
          const signs = looked.signs ?? '';
          expect(minute - (missing.get(signs) ?? -Infinity)).toBeGreaterThanOrEqual(65);
        }
        for (const own of running.values()) {
          for (const { kid } of [a, b, c].filter((key) => !own.includes(key))) {
            missing.set(kid, minute);
          }
        }
      };
      let moment = 0;
      everybodyLooks();
      for (const { replica, isAhead, minutes } of restarts) {
        running.delete(replica);
        const [now = [], next = now] = handedOut.slice(moment);
        // Whoever is refused is given what the others have.
        const own = (isAhead ? [next, now] : [now, next]).find((keys) => look(minute, ...keys).ok);
        if (!own) throw new Error('None of the two is let in.');
        running.set(replica, own);
        if ([...running.values()].every((keys) => keys === next)) moment += 1;
        for (let passed = 0; passed < minutes; passed++) {
          everybodyLooks();
          minute += 1;
        }
      }
    }),
    { numRuns: 60 },
  );
});
