import { describe, expect, it } from 'vitest';
import type { BreakGlass as Offer } from '../../src/policy/plan.ts';
import type { BreakGlass, VoteFacts } from '../../src/request/command.ts';
import { decide } from '../../src/request/decide.ts';
import { freezeCheck } from '../../src/request/freeze.ts';
import type { RefusalCode } from '../../src/request/refusal.ts';
import type { RequestState } from '../../src/request/state.ts';
import { nextMoment } from '../../src/request/timers.ts';
import { aRequest, aVote, digest, hour, mayVote } from './support.ts';

const offer: Offer = {
  openers: [['commanders']],
  routes: [{ platform: 'slack', channel: 'C9' }],
  review: { withinMs: 24 * hour, quorums: [{ quorum: 1, groups: ['security'] }] },
};
const stages = [
  { name: 'release', quorum: 2, groups: ['releasers'] },
  { name: 'owners', quorum: 1, groups: ['owners'] },
];
const asked = (more: Parameters<typeof aRequest>[1] = {}): RequestState =>
  aRequest(stages, { breakGlass: offer, ...more });

export const opened = (person = 'ada', more: Partial<BreakGlass> = {}): BreakGlass => ({
  type: 'break_glass',
  person: { id: person, name: person },
  salt: 'c2FsdA',
  via: { platform: 'slack', kind: 'command', team: 'T1', user: `U-${person}`, channel: 'C1' },
  shown: { digest, stage: 0 },
  reason: 'Payments are down.',
  ...more,
});
const commander: VoteFacts = { ...mayVote, memberships: { commanders: 'member' } };

describe('an approval in an emergency', () => {
  it('takes effect at once, and is to be reviewed', () => {
    const decided = decide(asked(), opened(), 10, commander);
    expect(decided).toMatchObject({
      events: [{ type: 'broke_glass' }, { type: 'approved' }],
      state: {
        status: 'approved',
        decidedAt: 10,
        urgent: { person: { id: 'ada' }, reason: 'Payments are down.', groups: ['commanders'] },
        review: { dueAt: 10 + 24 * hour, by: [] },
      },
    });
    expect(decided.ok && nextMoment(decided.state)).toBe(10 + 24 * hour);
  });

  it('is not held by a freeze, and says which one would have', () => {
    const freezes = [
      { name: 'night', zone: 'UTC', from: '1970-01-01T00:00', to: '1970-01-02T00:00' },
    ];
    const decided = decide(asked({ freezes }), opened(), 10, commander, freezeCheck(freezes));
    expect(decided).toMatchObject({
      state: { status: 'approved', urgent: { freezes: ['night'] } },
    });
    expect(decided.ok && decided.state.held).toBeUndefined();
  });

  it('goes on from whatever was approved before', () => {
    const voted = decide(asked(), aVote('bob'), 5, mayVote);
    if (!voted.ok) throw new Error(voted.refusal.message);
    expect(decide(voted.state, opened(), 10, commander)).toMatchObject({
      state: { status: 'approved', votes: [{ person: { id: 'bob' } }] },
    });
  });

  const unlike = (more: Partial<VoteFacts>): VoteFacts => ({ ...commander, ...more });
  const twoRules = { ...offer, openers: [['commanders'], ['directors']] };
  const refused: [string, RefusalCode, RequestState, BreakGlass, VoteFacts, number?][] = [
    ['where policy has no such path', 'no_break_glass', aRequest(stages), opened(), commander],
    ['by who started the run', 'own_request', asked(), opened('olga'), commander],
    [
      'by the owner, even where rules let owners vote',
      'own_request',
      aRequest(
        stages,
        { breakGlass: offer, separation: { owner: false, authors: false, earlierVoters: false } },
        [{ id: 'olga', name: 'Olga', as: 'owner' }],
      ),
      opened('olga'),
      commander,
    ],
    [
      'by the owner under another account',
      'own_request',
      asked(),
      opened('ada', { person: { id: 'mail:o@x', name: 'O', also: ['olga'] } }),
      commander,
    ],
    [
      'with a story for a reason',
      'reason_required',
      asked(),
      opened('ada', { reason: 'x'.repeat(1_001) }),
      commander,
    ],
    ['without a reason', 'reason_required', asked(), opened('ada', { reason: ' \n ' }), commander],
    [
      'for a reason that nobody can see',
      'reason_required',
      asked(),
      opened('ada', { reason: '\u200B\u2060' }),
      commander,
    ],
    [
      'by somebody else',
      'not_eligible',
      asked(),
      opened(),
      unlike({ memberships: { commanders: 'not_member', releasers: 'member' } }),
    ],
    [
      'by who may open the path of only one of the rules',
      'not_eligible',
      asked({ breakGlass: twoRules }),
      opened(),
      unlike({ memberships: { commanders: 'member', directors: 'not_member' } }),
    ],
    [
      'where a group was not looked up',
      'lookup_failed',
      asked(),
      opened(),
      unlike({ memberships: {} }),
    ],
    [
      'where a group is unknown',
      'lookup_failed',
      asked(),
      opened(),
      unlike({ memberships: { commanders: 'unknown' } }),
    ],
    [
      'where the path is for nobody',
      'lookup_failed',
      asked({ breakGlass: { ...offer, openers: [] } }),
      opened(),
      commander,
    ],
    [
      'for another change',
      'stale_digest',
      asked(),
      opened('ada', { shown: { digest: `sha256:${'b'.repeat(64)}`, stage: 0 } }),
      commander,
    ],
    [
      'at another stage',
      'stale_stage',
      asked(),
      opened('ada', { shown: { digest, stage: 1 } }),
      commander,
    ],
    ['too late', 'expired', asked(), opened(), commander, hour],
    ['by a clock that went back', 'clock_went_back', asked(), opened(), commander, -1],
    [
      'from a shared channel',
      'channel_shared_externally',
      asked(),
      opened(),
      unlike({ channel: 'shared_externally' }),
    ],
    [
      'of a change that is not there',
      'change_not_shown',
      asked(),
      opened(),
      unlike({ changeShown: 'partly' }),
    ],
    [
      'of a change that was not read',
      'review_required',
      asked(),
      opened(),
      unlike({ changeShown: 'unreviewed' }),
    ],
    ...(['bot', 'guest', 'external', 'deactivated'] as const).map(
      (standing): [string, RefusalCode, RequestState, BreakGlass, VoteFacts] => [
        `by one who is ${standing}`,
        `voter_${standing}`,
        asked(),
        opened(),
        unlike({ standing }),
      ],
    ),
  ];
  it.each(refused)('is refused %s', (_, code, state, command, facts, now = 10) => {
    expect(decide(state, command, now, facts)).toMatchObject({ ok: false, refusal: { code } });
  });

  it('is refused once more, when it has happened', () => {
    const once = decide(asked(), opened(), 10, commander);
    if (!once.ok) throw new Error(once.refusal.message);
    const again = decide(once.state, opened('bob'), 11, commander);
    expect(again).toMatchObject({ refusal: { code: 'already_decided' } });
    expect(!again.ok && again.refusal.message).toContain('ada approved it alone in an emergency');
  });

  it('is refused to who voted in an earlier stage, where the rules keep stages apart', () => {
    const apart = { owner: true, authors: true, earlierVoters: true };
    const first = decide(asked({ separation: apart }), aVote('ada'), 1, mayVote);
    const second = first.ok && decide(first.state, aVote('bob'), 2, mayVote);
    if (!second || !second.ok) throw new Error('not voted');
    const late = opened('ada', { shown: { digest, stage: 1 } });
    expect(decide(second.state, late, 3, commander)).toMatchObject({
      refusal: { code: 'earlier_voter' },
    });
  });
});
