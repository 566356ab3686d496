import { describe, expect, it } from 'vitest';
import type { BreakGlass, VoteFacts } from '../../src/request/command.ts';
import { decide } from '../../src/request/decide.ts';
import { aRequest, aVote, digest, hour, mayVote } from './support.ts';

const noon = Date.parse('2026-11-22T12:00:00Z');
const suspended: VoteFacts = { ...mayVote, stopped: { why: 'suspended', since: noon } };
const sentence =
  'has been suspended since 2026-11-22 12:00 UTC, and no approval of what it asks counts until it is resumed. It can be rejected.';

describe('while the register stops the identity that asked', () => {
  it('an approval is refused with since when, whatever else is amiss with what was shown', () => {
    for (const changeShown of ['whole', 'partly', 'unreviewed'] as const) {
      expect(decide(aRequest(), aVote('ada'), 10, { ...suspended, changeShown })).toMatchObject({
        ok: false,
        refusal: { code: 'identity_suspended', message: expect.stringContaining(sentence) },
      });
    }
  });

  it('the configuration names no time', () => {
    const facts = { ...mayVote, stopped: { why: 'suspended', since: null } } as const;
    expect(decide(aRequest(), aVote('ada'), 10, facts)).toMatchObject({
      refusal: { message: expect.stringContaining(' is suspended, and no approval') },
    });
  });

  it('one that is gone, or that nobody answers for, is approved by nobody either', () => {
    const gone: VoteFacts = { ...mayVote, stopped: { why: 'unknown' } };
    expect(decide(aRequest(), aVote('ada'), 10, gone)).toMatchObject({
      refusal: {
        code: 'identity_unknown',
        message: expect.stringMatching(
          /is not in the register any more, .* It can be rejected\.$/u,
        ),
      },
    });
    const orphan: VoteFacts = { ...mayVote, stopped: { why: 'ownerless' } };
    expect(decide(aRequest(), aVote('ada'), 10, orphan)).toMatchObject({
      refusal: {
        code: 'identity_ownerless',
        message: expect.stringMatching(/^Nothing was decided: Nobody answers for .* any more/u),
      },
    });
  });

  it('a rejection ends it as ever', () => {
    const reject = aVote('ada', { vote: 'reject', comment: 'Not its doing.' });
    expect(decide(aRequest(), reject, 10, suspended)).toMatchObject({
      ok: true,
      state: { status: 'rejected' },
    });
  });

  it('who could not decide it anyway is told that, and nothing of the identity', () => {
    const outside = { ...suspended, memberships: { releasers: 'not_member' as const } };
    expect(decide(aRequest(), aVote('eve'), 10, outside)).toMatchObject({
      refusal: { code: 'not_eligible' },
    });
    expect(decide(aRequest(), aVote('olga'), 10, suspended)).toMatchObject({
      refusal: { code: 'own_request' },
    });
  });

  it('nobody approves it alone in an emergency', () => {
    const breakGlass = {
      openers: [['releasers']],
      routes: [],
      review: { withinMs: hour, quorums: [{ quorum: 1, groups: ['security'] }] },
    };
    const command: BreakGlass = {
      type: 'break_glass',
      person: { id: 'ada', name: 'Ada' },
      salt: 'c2FsdA',
      via: { platform: 'slack', kind: 'command', team: 'T1', user: 'U-ada', channel: 'C1' },
      shown: { digest, stage: 0 },
      reason: 'Payments are down.',
    };
    const state = aRequest(undefined, { breakGlass });
    expect(decide(state, command, 10, mayVote).ok).toBe(true);
    expect(decide(state, command, 10, suspended)).toMatchObject({
      refusal: { code: 'identity_suspended' },
    });
    const outside = { ...suspended, memberships: { releasers: 'not_member' as const } };
    expect(decide(state, command, 10, outside)).toMatchObject({
      refusal: { code: 'not_eligible' },
    });
  });

  it('once it is resumed, what was approved before still counts', () => {
    const two = aRequest([{ name: 'release', quorum: 2, groups: ['releasers'] }]);
    const first = decide(two, aVote('ada'), 10, mayVote);
    if (!first.ok) throw new Error(first.refusal.message);
    expect(decide(first.state, aVote('bob'), 20, suspended).ok).toBe(false);
    expect(decide(first.state, aVote('bob'), 30, { ...mayVote, stopped: null })).toMatchObject({
      state: { status: 'approved' },
    });
  });
});
