import { describe, expect, it } from 'vitest';
import { decide } from '../../src/request/decide.ts';
import type { Behind } from '../../src/request/state.ts';
import { aRequest, aVote, mayVote, release } from './support.ts';

const behind: Behind[] = [
  { id: 'olga', name: 'Olga', as: 'owner' },
  { id: 'stan', name: 'Stan', as: 'starter' },
  { id: 'ann', name: 'Ann', as: 'author' },
  { id: 'kim', name: 'Kim', as: 'keeper' },
];
const lax = { separation: { owner: false, authors: false, earlierVoters: false } };

function voteOf(who: string, plan = {}) {
  return decide(aRequest([release], plan, behind), aVote(who), 1, mayVote);
}

describe('who stands behind a request does not decide it', () => {
  it.each([
    ['olga', 'you own CI deploy'],
    ['stan', 'you stand behind CI deploy'],
    ['ann', 'you are an author of this change'],
    ['kim', 'you made what CI deploy proves itself by'],
  ])('%s is refused, and told why', (who, why) => {
    const refused = voteOf(who);
    expect(refused).toMatchObject({ ok: false, refusal: { code: 'own_request' } });
    expect(refused.ok ? '' : refused.refusal.message).toContain(why);
  });

  it('not over another account either', () => {
    const vote = aVote('x', { person: { id: 'x', name: 'X', also: ['ann'] } });
    expect(decide(aRequest([release], {}, behind), vote, 1, mayVote).ok).toBe(false);
  });

  it('unless the rule lets the owner and the authors', () => {
    expect(voteOf('olga', lax).ok).toBe(true);
    expect(voteOf('ann', lax).ok).toBe(true);
  });

  it('whoever started the run or made the bot’s proof never does, whatever the rule says', () => {
    expect(voteOf('stan', lax).ok).toBe(false);
    expect(voteOf('kim', lax).ok).toBe(false);
  });
});

const second = (who: string) => aVote(who, { shown: { ...aVote(who).shown, stage: 1 } });

describe('a rule that keeps its stages apart', () => {
  const apart = { separation: { owner: true, authors: true, earlierVoters: true } };
  const two = [release, { name: 'security', quorum: 1, groups: ['security'] }];

  function secondStage(plan: object) {
    const first = decide(aRequest(two, plan), aVote('ada'), 1, mayVote);
    if (!first.ok) throw new Error(first.refusal.message);
    return first.state;
  }

  it('refuses who has voted in an earlier one, and names it', () => {
    expect(decide(secondStage(apart), second('ada'), 2, mayVote)).toMatchObject({
      refusal: {
        code: 'earlier_voter',
        message:
          'Nothing was decided: you have had your say at stage “release”, and policy wants somebody else at “security”.',
      },
    });
    expect(decide(secondStage(apart), second('bob'), 2, mayVote).ok).toBe(true);
  });

  it('does not do so by itself', () => {
    expect(decide(secondStage({}), second('ada'), 2, mayVote).ok).toBe(true);
  });
});
