import { describe, expect, it } from 'vitest';
import { decide } from '../../src/request/decide.ts';
import { freezeCheck } from '../../src/request/freeze.ts';
import type { FreezeCheck } from '../../src/request/frozen.ts';
import type { RequestState } from '../../src/request/state.ts';
import { nextMoment } from '../../src/request/timers.ts';
import { aStage } from '../support/stage.ts';
import { aRequest, aVote, hour, mayVote, release } from './support.ts';

const minute = 60_000;
const stage = aStage(release, {
  reminders: [15 * minute, 45 * minute],
  escalations: [
    { afterMs: 30 * minute, groups: ['leads'], routes: [{ platform: 'slack', channel: 'C9' }] },
  ],
});
const leader = { ...mayVote, memberships: { releasers: 'not_member', leads: 'member' } } as const;

function tick(state: RequestState, now: number, frozen?: FreezeCheck) {
  const decided = decide(state, { type: 'tick' }, now, undefined, frozen);
  if (!decided.ok) throw new Error(decided.refusal.message);
  return decided;
}

describe('time', () => {
  it('tells when it next has something to do', () => {
    const state = aRequest([stage]);
    expect(nextMoment(state)).toBe(15 * minute);
    const reminded = tick(state, 15 * minute).state;
    expect(nextMoment(reminded)).toBe(30 * minute);
    const escalated = tick(reminded, 30 * minute).state;
    expect(nextMoment(escalated)).toBe(45 * minute);
    expect(nextMoment(tick(escalated, 45 * minute).state)).toBe(hour);
    expect(nextMoment(tick(escalated, hour).state)).toBeNull();
  });

  it('does nothing before that', () => {
    expect(decide(aRequest([stage]), { type: 'tick' }, 15 * minute - 1)).toMatchObject({
      refusal: { code: 'nothing_due' },
    });
  });

  it('catches up on what it missed, and reminds only once', () => {
    expect(tick(aRequest([stage]), 50 * minute).events).toEqual([
      { type: 'escalated', stage: 0, step: 0, at: 50 * minute },
      { type: 'reminded', stage: 0, count: 2, at: 50 * minute },
    ]);
  });

  it('expires a request, however much else was due', () => {
    expect(tick(aRequest([stage]), hour).events).toEqual([{ type: 'expired', at: hour }]);
  });

  it('counts anew for each stage', () => {
    const two = aRequest([release, stage]);
    expect(nextMoment(two)).toBe(hour);
    const second = decide(two, aVote('ada'), 10 * minute, mayVote);
    expect(second.ok && nextMoment(second.state)).toBe(25 * minute);
  });
});

describe('an escalation', () => {
  it('lets further groups vote, from then on', () => {
    const state = aRequest([stage]);
    expect(decide(state, aVote('lea'), 1, leader)).toMatchObject({
      refusal: { code: 'not_eligible' },
    });
    const later = tick(state, 30 * minute).state;
    expect(decide(later, aVote('lea'), 31 * minute, leader)).toMatchObject({
      state: { status: 'approved' },
    });
  });
});

describe('a freeze', () => {
  const from = Date.UTC(2026, 11, 20, 18);
  const to = Date.UTC(2026, 11, 21, 8);
  const freezes = [
    { name: 'year end', zone: 'UTC', from: '2026-12-20T18:00', to: '2026-12-21T08:00' },
  ];
  const frozen = freezeCheck(freezes);
  // As if asked half an hour before the freeze, for a day.
  const asked = (): RequestState => ({
    ...aRequest([{ ...release, quorum: 1 }], { freezes }),
    createdAt: from - 30 * minute,
    stageOpenedAt: from - 30 * minute,
    expiresAt: from + 24 * hour,
  });

  it('holds an approval until it is over', () => {
    const held = decide(asked(), aVote('ada'), from, mayVote, frozen);
    expect(held).toMatchObject({
      state: { status: 'pending', held: { until: to, by: ['year end'] } },
    });
    if (!held.ok) return;
    expect(nextMoment(held.state)).toBe(to);
    expect(decide(held.state, { type: 'tick' }, to - 1, undefined, frozen).ok).toBe(false);
    expect(tick(held.state, to, frozen).state).toMatchObject({ status: 'approved', decidedAt: to });
    expect(tick(held.state, to, frozen).state.held).toBeUndefined();
  });

  it('holds nothing before it begins', () => {
    expect(decide(asked(), aVote('ada'), from - 1, mayVote, frozen)).toMatchObject({
      state: { status: 'approved' },
    });
  });

  it('lets a held request be rejected by a changed vote', () => {
    const held = decide(asked(), aVote('ada'), from, mayVote, frozen);
    if (!held.ok) throw new Error(held.refusal.message);
    const no = aVote('ada', { vote: 'reject', comment: 'not over the holidays' });
    expect(decide(held.state, no, from + 1, mayVote, frozen)).toMatchObject({
      state: { status: 'rejected' },
    });
  });

  it('tells whoever approves a held request once more that nobody else is needed', () => {
    const held = decide(asked(), aVote('ada'), from, mayVote, frozen);
    if (!held.ok) throw new Error(held.refusal.message);
    const again = decide(held.state, aVote('ada'), from + 1, mayVote, frozen);
    expect(again).toMatchObject({ ok: false, refusal: { code: 'already_voted' } });
    if (again.ok) return;
    expect(again.refusal.message).toContain(
      'stands. Everybody who must agree has; it takes effect',
    );
    expect(again.refusal.message).not.toContain('another person');
  });

  it('holds no longer what an approval was taken back of', () => {
    const stages = [aStage({ ...release, quorum: 1 }, { rejection: { quorum: 2, veto: [] } })];
    const held = decide(
      { ...asked(), plan: { ...asked().plan, stages } },
      aVote('ada'),
      from,
      mayVote,
    );
    if (!held.ok) throw new Error(held.refusal.message);
    const no = aVote('ada', { vote: 'reject', comment: 'wait' });
    const reopened = decide(held.state, no, from + 1, mayVote, frozen);
    expect(reopened).toMatchObject({ state: { status: 'pending' } });
    expect(reopened.ok && reopened.state.held).toBeFalsy();
    expect(reopened.ok && decide(reopened.state, { type: 'tick' }, to, undefined, frozen).ok).toBe(
      false,
    );
  });

  it('that cannot be read any more lets nothing through', () => {
    const odd = freezeCheck([{ name: 'odd', zone: 'Mars/Base', from: 'x', to: 'y' }]);
    expect(decide(asked(), aVote('ada'), from - 1, mayVote, odd)).toMatchObject({
      state: { status: 'pending', held: { by: ['odd'] } },
    });
  });

  it('that nobody asked the calendar about lets nothing through', () => {
    expect(decide(asked(), aVote('ada'), from - 1, mayVote)).toMatchObject({
      state: { status: 'pending', held: { by: ['year end'] } },
    });
  });
});

const untilNoon: FreezeCheck = (now) => (now < hour ? { until: hour, by: ['noon'] } : null);

describe('a time before which nothing takes effect', () => {
  const holdUntil = 20 * minute;

  it('holds an approval until then', () => {
    const held = decide(aRequest([release], { holdUntil }), aVote('ada'), minute, mayVote);
    expect(held).toMatchObject({
      state: { status: 'pending', held: { until: holdUntil, by: [] } },
    });
    if (!held.ok) return;
    expect(decide(held.state, { type: 'tick' }, holdUntil - 1).ok).toBe(false);
    expect(tick(held.state, holdUntil).state.status).toBe('approved');
  });

  it('holds nothing afterwards', () => {
    const late = decide(aRequest([release], { holdUntil }), aVote('ada'), holdUntil, mayVote);
    expect(late).toMatchObject({ state: { status: 'approved' } });
  });

  it('gives way to a freeze that ends later', () => {
    const held = decide(
      aRequest([release], { holdUntil }),
      aVote('ada'),
      minute,
      mayVote,
      untilNoon,
    );
    expect(held).toMatchObject({ state: { held: { until: hour, by: ['noon'] } } });
  });
});
