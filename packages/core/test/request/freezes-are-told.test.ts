import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Entry } from '../../src/log/entry.ts';
import { LogError } from '../../src/log/error.ts';
import { tellStory } from '../../src/log/story.ts';
import { decide, type Decided } from '../../src/request/decide.ts';
import { entryOf } from '../../src/request/entries.ts';
import { freezeCheck } from '../../src/request/freeze.ts';
import type { FreezeCheck } from '../../src/request/frozen.ts';
import type { Refused } from '../../src/request/refusal.ts';
import type { RequestState } from '../../src/request/state.ts';
import { aRequest, aVote, hour, mayVote } from './support.ts';

const weekends = {
  name: 'weekends',
  zone: 'Europe/Berlin',
  start: '2026-01-02T16:00',
  rrule: 'FREQ=WEEKLY;BYDAY=FR',
  for: '64h',
};
const MONDAY = Date.UTC(2026, 10, 23);
const frozen = freezeCheck([weekends]);
const never: FreezeCheck = () => null;

/** The entries of a request that is approved so long after the Monday, or once nothing holds it. */
function entriesOf(hours: number, check: FreezeCheck): Entry[] {
  const asked: RequestState = {
    ...aRequest(undefined, { freezes: [weekends] }),
    createdAt: MONDAY,
    stageOpenedAt: MONDAY,
    expiresAt: MONDAY + 400 * hour,
  };
  const entries = [entryOf(asked, { type: 'submitted', state: asked, at: MONDAY }, 'ent_0')];
  const told = (decided: Decided | Refused): RequestState => {
    if (!decided.ok) throw new Error(decided.refusal.message);
    for (const event of decided.events) {
      entries.push(entryOf(decided.state, event, `ent_${entries.length}`));
    }
    return decided.state;
  };
  const voted = told(decide(asked, aVote('ada'), MONDAY + hours * hour, mayVote, check));
  if (voted.held) told(decide(voted, { type: 'tick' }, voted.held.until, undefined, check));
  return entries;
}

function isFoundOut(entries: readonly Entry[]): boolean {
  try {
    tellStory(entries, freezeCheck);
    return false;
  } catch (error) {
    return error instanceof LogError && error.message.includes('in the freeze weekends until');
  }
}

const hours = fc.integer({ min: 0, max: 300 });

it('what is held as it should be is believed, whenever it was approved', () => {
  fc.assert(
    fc.property(hours, (after) => {
      const story = tellStory(entriesOf(after, frozen), freezeCheck);
      expect(story.freezes).toEqual({ names: ['weekends'], looked: 'kept' });
    }),
    { numRuns: 60 },
  );
});

it('a service that looks at no freeze is found out, and only where there is one', () => {
  fc.assert(
    fc.property(hours, (after) => {
      const isFrozen = frozen(MONDAY + after * hour) !== null;
      expect(isFoundOut(entriesOf(after, never))).toBe(isFrozen);
    }),
    { numRuns: 60 },
  );
});
