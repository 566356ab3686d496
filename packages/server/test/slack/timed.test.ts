import { inUtc, type Timed } from '@countersign/core/text/timed';
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { cutTimed, joinTimed } from '../../src/chat/card/timed.ts';
import { NOON } from './fixtures.ts';

const waits: Timed = ['It waits until ', { at: NOON }, ', once the freeze “noon” is over.'];

it('keeps its moments where it is cut behind them', () => {
  expect(cutTimed(waits, 200)).toBe(waits);
  const [before, when, after] = cutTimed(waits, 65);
  expect([before, when]).toEqual(['It waits until ', { at: NOON }]);
  expect(after).toContain('more characters]');
});

it('is never longer than it may be', () => {
  const parts = fc.oneof(fc.string({ maxLength: 60 }), fc.constant({ at: NOON }));
  fc.assert(
    fc.property(fc.array(parts), fc.integer({ min: 40, max: 300 }), (timed, max) => {
      expect(inUtc(cutTimed(timed, max)).length).toBeLessThanOrEqual(max);
    }),
  );
});

it('joins sentences with a space between', () => {
  expect(inUtc(joinTimed([waits, ['Done.']]))).toBe(
    'It waits until 2026-11-22 12:00 UTC, once the freeze “noon” is over. Done.',
  );
});
