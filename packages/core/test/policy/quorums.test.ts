import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canBeMet } from '../../src/policy/check/quorums.ts';
import { canBeSeated } from './seats.ts';

const quorum = fc.record({
  quorum: fc.integer({ min: 1, max: 3 }),
  people: fc.subarray(['ada', 'grace', 'linus', 'alan']),
});

describe('quorums that need people of their own', () => {
  it('can be met exactly where there is a way to seat everybody', () => {
    fc.assert(
      fc.property(fc.array(quorum, { maxLength: 4 }), (all) => {
        const counted = all.map((each) => ({ ...each, people: new Set(each.people) }));
        expect(canBeMet(counted)).toBe(canBeSeated(all, ['ada', 'grace', 'linus', 'alan']));
      }),
      { numRuns: 300 },
    );
  });

  it('of very many people are counted without trying', () => {
    const people = new Set(Array.from({ length: 60_000 }, (_, at) => `p${at}`));
    const half = { quorum: 30_000, people };
    expect(canBeMet([half, half])).toBe(true);
    expect(canBeMet([half, half, { quorum: 1, people }])).toBe(false);
  });
});
