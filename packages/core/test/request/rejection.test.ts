import { describe, expect, it } from 'vitest';
import type { CastVote, VoteFacts } from '../../src/request/command.ts';
import { decide } from '../../src/request/decide.ts';
import type { RequestState } from '../../src/request/state.ts';
import { aStage } from '../support/stage.ts';
import { aRequest, aVote, mayVote, release } from './support.ts';

const stage = aStage({ ...release, quorum: 2 }, { rejection: { quorum: 2, veto: ['security'] } });
const releaser = {
  ...mayVote,
  memberships: { releasers: 'member', security: 'not_member' },
} as const;
const guard = { ...mayVote, memberships: { releasers: 'not_member', security: 'member' } } as const;

function after(...votes: [CastVote, VoteFacts][]): RequestState {
  return votes.reduce(
    (state, [vote, facts], at) => {
      const decided = decide(state, vote, at + 1, facts);
      if (!decided.ok) throw new Error(decided.refusal.message);
      return decided.state;
    },
    aRequest([stage]),
  );
}

const rejects = (who: string) => aVote(who, { vote: 'reject', comment: 'no' });

describe('a stage that wants two to reject', () => {
  it('stays open after one', () => {
    expect(after([rejects('ada'), releaser]).status).toBe('pending');
  });

  it('ends with the second', () => {
    expect(after([rejects('ada'), releaser], [rejects('bob'), releaser]).status).toBe('rejected');
  });

  it('does not count one person twice', () => {
    const state = after([rejects('ada'), releaser]);
    expect(decide(state, rejects('ada'), 5, releaser)).toMatchObject({
      ok: false,
      refusal: { code: 'already_voted' },
    });
  });

  it('still passes with its quorum, whoever rejected', () => {
    const state = after(
      [rejects('ada'), releaser],
      [aVote('bob'), releaser],
      [aVote('cy'), releaser],
    );
    expect(state.status).toBe('approved');
  });
});

describe('a veto', () => {
  it('ends the request alone, by somebody who may not approve', () => {
    expect(after([rejects('gus'), guard]).status).toBe('rejected');
    expect(decide(aRequest([stage]), aVote('gus'), 1, guard)).toMatchObject({
      refusal: { code: 'not_eligible' },
    });
  });

  it('counts as such from somebody who may approve, too', () => {
    expect(after([rejects('ada'), mayVote]).status).toBe('rejected');
  });

  it('that could not be looked up is not taken for a mere rejection', () => {
    const facts = {
      ...releaser,
      memberships: { releasers: 'member', security: 'unknown' },
    } as const;
    expect(decide(aRequest([stage]), rejects('ada'), 1, facts)).toMatchObject({
      refusal: { code: 'lookup_failed' },
    });
    expect(decide(aRequest([stage]), aVote('ada'), 1, facts).ok).toBe(true);
  });
});

describe('a vote can be changed until its stage closes', () => {
  it('from approval to rejection', () => {
    const state = after([aVote('ada'), releaser], [rejects('ada'), releaser]);
    expect(state.status).toBe('pending');
    expect(
      after([aVote('ada'), releaser], [rejects('ada'), releaser], [aVote('bob'), releaser]).status,
    ).toBe('pending');
  });

  it('and back', () => {
    const state = after(
      [aVote('ada'), releaser],
      [rejects('ada'), releaser],
      [aVote('ada'), releaser],
      [aVote('bob'), releaser],
    );
    expect(state.status).toBe('approved');
    expect(state.votes).toHaveLength(4);
  });

  it('but not after', () => {
    const state = after([aVote('ada'), releaser], [aVote('bob'), releaser]);
    expect(decide(state, rejects('ada'), 9, releaser)).toMatchObject({
      refusal: { code: 'already_decided' },
    });
  });
});

it('a rejection passes no stage, whatever has come together without it', () => {
  const both = aStage(release, {
    quorums: [
      { quorum: 1, groups: ['releasers'] },
      { quorum: 1, groups: ['security'] },
    ],
    rejection: { quorum: 2, veto: [] },
    // The policy's checks let no such escalation through.
    escalations: [{ afterMs: 10, groups: ['releasers'], routes: [] }],
  });
  const asked = ['ada', 'bob'].reduce(
    (state, who) => {
      const decided = decide(state, aVote(who), 1, releaser);
      if (!decided.ok) throw new Error(decided.refusal.message);
      return decided.state;
    },
    aRequest([both]),
  );
  const escalated = decide(asked, { type: 'tick' }, 10);
  if (!escalated.ok) throw new Error(escalated.refusal.message);
  expect(decide(escalated.state, rejects('cy'), 11, releaser)).toMatchObject({
    ok: true,
    state: { status: 'pending', stage: 0 },
  });
});
