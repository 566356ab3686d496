import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { recounting } from '../../../src/policy/replay/history.ts';
import type { PastRequest } from '../../../src/policy/replay/past.ts';
import { replayer } from '../../../src/policy/replay/replay.ts';
import { askRule, ruleText, rulesOf } from '../support.ts';
import { past } from './support.ts';

const NOON = Date.parse('2026-11-20T12:00:00Z');
const hoursAgo = (hours: number) => new Date(NOON - hours * 3_600_000).toISOString();
const made = (hours: number, more: Partial<PastRequest> = {}) =>
  past({ id: `req_${hours}`, createdAt: hoursAgo(hours), ...more });
const decided = (outcome: 'approved' | 'rejected', hours: number) => ({
  decision: { outcome, at: hoursAgo(hours), by: [] },
});
/** The history of a request at noon, after these; of them none is missing since `from`. */
function historyOf(those: PastRequest[], from = 0) {
  const history = recounting(() => from);
  for (const each of [made(0), ...those]) history.add(each);
  return history.at(made(0));
}

describe('the history of a past request', () => {
  it('counts the requests of a day and of a week before it, and not itself', () => {
    expect(historyOf([made(1), made(24), made(25), made(168), made(169)])).toMatchObject({
      requestsLastDay: 2,
      requestsLastWeek: 4,
    });
  });

  it('is of the same identity, action, resource and environment', () => {
    const other = { id: 'other', name: 'ci' };
    const those = [
      made(1, { identity: other }),
      made(1, { action: 'drop' }),
      made(1, { resource: 'db' }),
      made(1, { environment: 'staging' }),
    ];
    expect(historyOf(those).requestsLastWeek).toBe(0);
  });

  it('knows what was decided by then, of those that were made meanwhile', () => {
    const those = [
      made(1, decided('approved', -1)),
      made(2, decided('approved', 1)),
      made(30, decided('approved', 2)),
      made(40, decided('rejected', 3)),
    ];
    expect(historyOf(those)).toMatchObject({
      approvalsLastDay: 1,
      approvalsLastWeek: 2,
      rejectionsLastDay: 0,
      rejectionsLastWeek: 1,
      lastApproved: NOON - 3_600_000,
      lastRejected: NOON - 3 * 3_600_000,
    });
  });

  it('takes what policy let through, and what one person did alone, for no approval', () => {
    const alone = { emergency: { by: { id: 'ada' } } as never };
    const those = [
      made(1, { ...decided('approved', 1), stages: [] }),
      made(2, { ...decided('approved', 1), ...alone }),
    ];
    expect(historyOf(those)).toMatchObject({
      requestsLastDay: 2,
      approvalsLastDay: 0,
      lastApproved: null,
      lastApprovedDigest: null,
    });
  });

  it('is not known where it reaches back beyond the first request that is there', () => {
    const twoDays = NOON - 48 * 3_600_000;
    expect(historyOf([made(30)], twoDays)).toMatchObject({
      requestsLastDay: 0,
      requestsLastWeek: undefined,
      lastApproved: undefined,
    });
    // Whatever was there before, this one came later.
    expect(historyOf([made(30, decided('approved', 29))], twoDays)).toMatchObject({
      lastApproved: NOON - 29 * 3_600_000,
      lastRejected: undefined,
    });
  });

  it('is the same in whatever order the requests come', () => {
    const one = fc
      .record({ hours: fc.integer({ min: 0, max: 200 }), took: fc.integer({ min: -5, max: 30 }) })
      .map(({ hours, took }) => made(hours, decided('approved', hours - took)));
    fc.assert(
      fc.property(fc.array(one, { maxLength: 12 }), fc.nat(), (those, turn) => {
        const turned = [...those.slice(turn % 12), ...those.slice(0, turn % 12)].toReversed();
        const counts = ({ requestsLastDay, approvalsLastWeek }: ReturnType<typeof historyOf>) => [
          requestsLastDay,
          approvalsLastWeek,
        ];
        expect(counts(historyOf(turned))).toEqual(counts(historyOf(those)));
      }),
      { numRuns: 100 },
    );
  });
});

const labelled = (id: string) => (id === 'ci' ? { labels: { team: 'web' } } : undefined);

describe('a replay that knows more than the requests say', () => {
  const busy = rulesOf(
    askRule('r') + ruleText('busy', 'when: history.requestsLastDay > 1', 'refuse: Enough.'),
  );

  it('judges by the history that each had', () => {
    const history = recounting(() => 0);
    const those = [made(1), made(2), made(3)];
    for (const each of those) history.add(each);
    const judge = replayer(busy, { history: (each) => history.at(each) });
    expect(those.map((each) => judge(each).change)).toEqual(['refuse', 'same', 'same']);
  });

  it('judges by the labels of the identity with that id', () => {
    const draft = rulesOf(
      askRule('r') +
        ruleText('no', 'when: \'identity.labels.team == "web"\'', 'refuse: Not for web.'),
    );
    const judge = replayer(draft, { identity: labelled });
    expect(judge(past()).change).toBe('refuse');
    expect(judge(past({ identity: { id: 'other', name: 'ci' } })).unknown).toEqual([
      '"identity.labels" is not known for this request.',
    ]);
  });
});
