import { describe, expect, it } from 'vitest';
import { decide } from '../../src/request/decide.ts';
import type { CastVote, VoteFacts } from '../../src/request/command.ts';
import type { RequestState } from '../../src/request/state.ts';
import type { RefusalCode } from '../../src/request/refusal.ts';
import { aRequest, aVote, digest, hour, mayVote } from './support.ts';

const facts = (more: Partial<VoteFacts>): VoteFacts => ({ ...mayVote, ...more });

const twoOfRelease = [{ name: 'release', quorum: 2, groups: ['releasers'] }];
const twoStages = [
  { name: 'release', quorum: 1, groups: ['releasers'] },
  { name: 'security', quorum: 1, groups: ['security'] },
];

describe('a vote', () => {
  it('approves a request whose only stage wants one person', () => {
    const decided = decide(aRequest(), aVote('ada'), 10, mayVote);
    expect(decided).toMatchObject({ ok: true, state: { status: 'approved', decidedAt: 10 } });
    expect(decided.ok && decided.events.map((e) => e.type)).toEqual([
      'voted',
      'stage_passed',
      'approved',
    ]);
  });

  it('leaves the request open while the quorum is not reached', () => {
    const decided = decide(aRequest(twoOfRelease), aVote('ada'), 10, mayVote);
    expect(decided).toMatchObject({ ok: true, state: { status: 'pending', stage: 0 } });
  });

  it('opens the next stage, whose votes start from nothing', () => {
    const first = decide(aRequest(twoStages), aVote('ada'), 10, mayVote);
    if (!first.ok) throw new Error(first.refusal.message);
    expect(first.state).toMatchObject({ status: 'pending', stage: 1 });
    const second = decide(first.state, aVote('bob', { shown: { digest, stage: 1 } }), 20, mayVote);
    expect(second).toMatchObject({ ok: true, state: { status: 'approved' } });
  });

  it('rejects at once, with the reason kept', () => {
    const reject = aVote('ada', { vote: 'reject', comment: ' wrong branch ' });
    const decided = decide(aRequest(twoStages), reject, 10, mayVote);
    expect(decided).toMatchObject({
      ok: true,
      state: { status: 'rejected', votes: [{ comment: 'wrong branch' }] },
    });
  });

  it('rejects even where the change was only partly shown', () => {
    const reject = aVote('ada', { vote: 'reject', comment: 'too large' });
    for (const changeShown of ['partly', 'unreviewed'] as const) {
      expect(decide(aRequest(), reject, 10, { ...mayVote, changeShown }).ok).toBe(true);
    }
  });
});

describe('a vote is refused', () => {
  const cases: [string, RefusalCode, [RequestState, CastVote, number, VoteFacts]][] = [
    ['from the owner of the bot', 'own_request', [aRequest(), aVote('olga'), 1, mayVote]],
    [
      'with another digest',
      'stale_digest',
      [
        aRequest(),
        aVote('ada', { shown: { digest: `sha256:${'b'.repeat(64)}`, stage: 0 } }),
        1,
        mayVote,
      ],
    ],
    [
      'for another stage',
      'stale_stage',
      [aRequest(twoStages), aVote('ada', { shown: { digest, stage: 1 } }), 1, mayVote],
    ],
    ['at the moment of expiry', 'expired', [aRequest(), aVote('ada'), hour, mayVote]],
    ['from a bot', 'voter_bot', [aRequest(), aVote('ada'), 1, facts({ standing: 'bot' })]],
    ['from a guest', 'voter_guest', [aRequest(), aVote('ada'), 1, facts({ standing: 'guest' })]],
    [
      'from another organisation',
      'voter_external',
      [aRequest(), aVote('ada'), 1, facts({ standing: 'external' })],
    ],
    [
      'from a deactivated account',
      'voter_deactivated',
      [aRequest(), aVote('ada'), 1, facts({ standing: 'deactivated' })],
    ],
    [
      'when the account cannot be looked up',
      'lookup_failed',
      [aRequest(), aVote('ada'), 1, facts({ standing: 'unknown' })],
    ],
    [
      'from somebody in no group of the stage',
      'not_eligible',
      [aRequest(), aVote('ada'), 1, facts({ memberships: { releasers: 'not_member' } })],
    ],
    [
      'when the group cannot be looked up',
      'lookup_failed',
      [aRequest(), aVote('ada'), 1, facts({ memberships: { releasers: 'unknown' } })],
    ],
    [
      'when the group is not among the facts',
      'lookup_failed',
      [aRequest(), aVote('ada'), 1, facts({ memberships: {} })],
    ],
    [
      'when a stage names no groups',
      'lookup_failed',
      [aRequest([{ name: 'x', quorum: 1, groups: [] }]), aVote('ada'), 1, mayVote],
    ],
    [
      'from a channel the request is not shown in',
      'channel_not_routed',
      [aRequest(), aVote('ada'), 1, facts({ channel: 'not_routed' })],
    ],
    [
      'from a channel shared with others',
      'channel_shared_externally',
      [aRequest(), aVote('ada'), 1, facts({ channel: 'shared_externally' })],
    ],
    [
      'from a channel that the configuration does not list',
      'channel_not_allowed',
      [aRequest(), aVote('ada'), 1, facts({ channel: 'not_allowed' })],
    ],
    [
      'from a channel that is not private where it has to be',
      'channel_not_private',
      [aRequest(), aVote('ada'), 1, facts({ channel: 'not_private' })],
    ],
    [
      'from a channel that the bot is not in',
      'channel_without_bot',
      [aRequest(), aVote('ada'), 1, facts({ channel: 'without_bot' })],
    ],
    [
      'when the channel cannot be looked up',
      'lookup_failed',
      [aRequest(), aVote('ada'), 1, facts({ channel: 'unknown' })],
    ],
    [
      'when it approves what was only partly shown',
      'change_not_shown',
      [aRequest(), aVote('ada'), 1, facts({ changeShown: 'partly' })],
    ],
    [
      'when it approves without the review that the change wants',
      'review_required',
      [aRequest(), aVote('ada'), 1, facts({ changeShown: 'unreviewed' })],
    ],
    [
      'when it rejects without a reason',
      'reason_required',
      [aRequest(), aVote('ada', { vote: 'reject', comment: '  ' }), 1, mayVote],
    ],
    ['when the clock went back', 'clock_went_back', [aRequest(), aVote('ada'), -1, mayVote]],
  ];
  it.each(cases)('%s: %s', (_, code, [state, command, now, given]) => {
    const decided = decide(state, command, now, given);
    expect(decided).toMatchObject({ ok: false, refusal: { code } });
  });

  it('the second time from one person, over two accounts too', () => {
    const first = decide(aRequest(twoOfRelease), aVote('ada'), 10, mayVote);
    if (!first.ok) throw new Error(first.refusal.message);
    const other = aVote('ada', {
      via: { platform: 'slack', kind: 'button', team: 'T1', user: 'U-second' },
    });
    expect(decide(first.state, other, 20, mayVote)).toMatchObject({
      ok: false,
      refusal: { code: 'already_voted' },
    });
  });

  it('after the decision, with the name of who decided', () => {
    const first = decide(aRequest(), aVote('ada'), 10, mayVote);
    if (!first.ok) throw new Error(first.refusal.message);
    const late = decide(first.state, aVote('bob'), 20, mayVote);
    expect(late).toMatchObject({ ok: false, refusal: { code: 'already_decided' } });
    expect(!late.ok && late.refusal.message).toContain('ada approved it at 1970-01-01 00:00 UTC');
  });
});

describe('the end without a vote', () => {
  it('comes by expiry, not a moment early', () => {
    expect(decide(aRequest(), { type: 'tick' }, hour - 1)).toMatchObject({
      ok: false,
      refusal: { code: 'nothing_due' },
    });
    expect(decide(aRequest(), { type: 'tick' }, hour)).toMatchObject({
      ok: true,
      state: { status: 'expired' },
    });
  });

  it('comes by withdrawal, from the identity that asked and nobody else', () => {
    expect(decide(aRequest(), { type: 'withdraw', identity: 'other' }, 1)).toMatchObject({
      ok: false,
      refusal: { code: 'not_your_request' },
    });
    expect(decide(aRequest(), { type: 'withdraw', identity: 'ci-deploy' }, 1)).toMatchObject({
      ok: true,
      state: { status: 'withdrawn' },
    });
  });
});
