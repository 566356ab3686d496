import { describe, expect, it } from 'vitest';
import type { BreakGlass as Offer } from '../../src/policy/plan.ts';
import type { Review, ReviewFacts } from '../../src/request/command.ts';
import { decide } from '../../src/request/decide.ts';
import type { RefusalCode } from '../../src/request/refusal.ts';
import { reviewStatus } from '../../src/request/review.ts';
import type { RequestState } from '../../src/request/state.ts';
import { nextMoment } from '../../src/request/timers.ts';
import { aRequest, digest, hour, mayVote } from './support.ts';

const day = 24 * hour;
const via = (user: string) => ({ platform: 'slack', kind: 'command', team: 'T1', user }) as const;

function broken(quorums: Offer['review']['quorums'] = [{ quorum: 1, groups: ['security'] }]) {
  const breakGlass: Offer = {
    openers: [['commanders']],
    routes: [{ platform: 'slack', channel: 'C9' }],
    review: { withinMs: day, quorums },
  };
  const state = aRequest(undefined, { breakGlass });
  const person = { id: 'ada', name: 'Ada' };
  const shown = { digest, stage: 0 };
  const reason = 'Payments are down.';
  const decided = decide(
    state,
    { type: 'break_glass', person, salt: 's', via: via('U-ada'), shown, reason },
    0,
    { ...mayVote, memberships: { commanders: 'member' } },
  );
  if (!decided.ok) throw new Error(decided.refusal.message);
  return decided.state;
}

const says = (person: string, more: Partial<Review> = {}): Review => ({
  type: 'review',
  person: { id: person, name: person },
  finding: 'ok',
  digest,
  salt: 's',
  via: via(`U-${person}`),
  ...more,
});
const reviewer: ReviewFacts = { standing: 'ok', memberships: { security: 'member' } };

const among = (memberships: ReviewFacts['memberships']): ReviewFacts => ({
  standing: 'ok',
  memberships: { security: 'not_member', audit: 'not_member', ...memberships },
});

function reviewed(state: RequestState, who: string, now: number, facts = reviewer): RequestState {
  const decided = decide(state, says(who), now, facts);
  if (!decided.ok) throw new Error(decided.refusal.message);
  return decided.state;
}

describe('the review of an emergency approval', () => {
  it('is done when as many people have looked at it as policy wants', () => {
    const first = reviewed(broken([{ quorum: 2, groups: ['security'] }]), 'grace', 10);
    expect(first.review).toMatchObject({ by: [{ person: { id: 'grace' }, finding: 'ok' }] });
    expect(first.review?.doneAt).toBeUndefined();
    const second = reviewed(first, 'lise', 20);
    expect(second.review?.doneAt).toBe(20);
    expect(second.status).toBe('approved');
    expect(nextMoment(second)).toBeNull();
  });

  it('wants the people of each rule', () => {
    const both = broken([
      { quorum: 1, groups: ['security'] },
      { quorum: 1, groups: ['audit'] },
    ]);
    const half = reviewed(both, 'grace', 10, among({ security: 'member' }));
    expect(half.review?.doneAt).toBeUndefined();
    expect(reviewed(half, 'lise', 20, among({ audit: 'member' })).review?.doneAt).toBe(20);
  });

  it('keeps a concern with its words', () => {
    const concern = says('grace', { finding: 'concern', comment: ' Why not the runbook? ' });
    expect(decide(broken(), concern, 10, reviewer)).toMatchObject({
      state: {
        review: { doneAt: 10, by: [{ finding: 'concern', comment: 'Why not the runbook?' }] },
      },
    });
  });

  it('is overdue once, at its time, and may still be done', () => {
    const state = broken();
    expect(decide(state, { type: 'tick' }, day - 1)).toMatchObject({
      refusal: { code: 'nothing_due' },
    });
    const late = decide(state, { type: 'tick' }, day);
    expect(late).toMatchObject({ events: [{ type: 'review_overdue', at: day }] });
    if (!late.ok) return;
    expect(late.state.review && reviewStatus(late.state.review)).toBe('overdue');
    expect(nextMoment(late.state)).toBeNull();
    expect(decide(late.state, { type: 'tick' }, day + 1).ok).toBe(false);
    const done = reviewed(late.state, 'grace', day + 2);
    expect(done.review).toMatchObject({ overdueAt: day, doneAt: day + 2 });
  });

  it('is not overdue once it is done', () => {
    expect(decide(reviewed(broken(), 'grace', 10), { type: 'tick' }, day)).toMatchObject({
      refusal: { code: 'nothing_due' },
    });
  });

  const facts = (more: Partial<ReviewFacts>): ReviewFacts => ({ ...reviewer, ...more });
  const refused: [string, RefusalCode, RequestState, Review, ReviewFacts][] = [
    ['of what was no emergency', 'nothing_to_review', aRequest(), says('grace'), reviewer],
    ['by who opened it', 'own_request', broken(), says('ada'), reviewer],
    [
      'by the account that opened it, whoever it is said to be now',
      'own_request',
      broken(),
      says('grace', { via: via('U-ada') }),
      reviewer,
    ],
    ['by who is behind the request', 'own_request', broken(), says('olga'), reviewer],
    [
      'by somebody else',
      'not_eligible',
      broken(),
      says('grace'),
      facts({ memberships: { security: 'not_member' } }),
    ],
    [
      'where groups are unknown',
      'lookup_failed',
      broken(),
      says('grace'),
      facts({ memberships: {} }),
    ],
    ['by a guest', 'voter_guest', broken(), says('grace'), facts({ standing: 'guest' })],
    [
      'with a concern without words',
      'reason_required',
      broken(),
      says('grace', { finding: 'concern', comment: ' ' }),
      reviewer,
    ],
    [
      'of another change',
      'stale_digest',
      broken(),
      says('grace', { digest: `sha256:${'b'.repeat(64)}` }),
      reviewer,
    ],
    ['when it is done', 'already_reviewed', reviewed(broken(), 'grace', 5), says('lise'), reviewer],
    [
      'by the same person again',
      'already_reviewed',
      reviewed(broken([{ quorum: 2, groups: ['security'] }]), 'grace', 5),
      says('grace'),
      reviewer,
    ],
  ];
  it.each(refused)('is refused %s', (_, code, state, command, given) => {
    expect(decide(state, command, 10, given)).toMatchObject({ ok: false, refusal: { code } });
  });

  it.each(refused)(
    'says nothing of a decision when it is refused %s',
    (_, _code, state, ...rest) => {
      const [command, given] = rest;
      const decided = decide(state, command, 10, given);
      expect(decided.ok ? '' : decided.refusal.message).not.toMatch(/decide/u);
    },
  );

  it('is refused by a clock that went back', () => {
    const later = reviewed(broken([{ quorum: 2, groups: ['security'] }]), 'grace', 50);
    expect(decide(later, says('lise'), 49, reviewer)).toMatchObject({
      refusal: { code: 'clock_went_back' },
    });
  });
});
