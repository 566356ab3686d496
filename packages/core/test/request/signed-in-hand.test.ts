import { array, assert, constantFrom, property, tuple } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decide } from '../../src/request/decide.ts';
import type { CastVote } from '../../src/request/command.ts';
import { approvalsOf, type RequestState } from '../../src/request/state.ts';
import { aRequest, aVote, digest, mayVote } from './support.ts';

const many = aRequest([{ name: 'release', quorum: 9, groups: ['releasers'] }]);

const bySlack = (human: string, isListed = true) => {
  const account = { platform: 'slack', team: 'T1', user: `U-${human}` } as const;
  const id = isListed ? human : `slack:T1:${account.user}`;
  return aVote(id, { via: { ...account, kind: 'button', channel: 'C1' } });
};

const bySession = (human: string) =>
  aVote(human, {
    via: {
      platform: 'session',
      kind: 'api',
      team: 'https://login.example.com',
      user: human,
      accounts: [{ platform: 'slack', team: 'E1', user: `U-${human}` }],
    },
  });

function said(more: Partial<CastVote>, facts = mayVote): string {
  const decided = decide(many, { ...bySession('ada'), ...more }, 1, facts);
  return decided.ok ? '' : decided.refusal.message;
}

function after(votes: CastVote[], state: RequestState = many): RequestState {
  return votes.reduce((before, vote) => {
    const decided = decide(before, vote, 1, mayVote);
    return decided.ok ? decided.state : before;
  }, state);
}

describe('somebody who has signed in', () => {
  it.each([
    ['in chat before', [bySlack('ada'), bySession('ada')]],
    ['in chat afterwards', [bySession('ada'), bySlack('ada')]],
    ['in chat before they were listed', [bySlack('ada', false), bySession('ada')]],
    ['in chat when they are listed no more', [bySession('ada'), bySlack('ada', false)]],
  ])('is one hand with who they are %s', (_, votes) => {
    expect(approvalsOf(after(votes), 0)).toHaveLength(1);
  });

  it('counts as one human, whatever they vote by and whenever they are listed', () => {
    const human = constantFrom('ada', 'bob', 'cy');
    const vote = tuple(human, constantFrom('listed', 'unlisted', 'session'));
    assert(
      property(array(vote, { maxLength: 12 }), (spoken) => {
        const votes = spoken.map(([who, how]) =>
          how === 'session' ? bySession(who) : bySlack(who, how === 'listed'),
        );
        const humans = new Set(spoken.map(([who]) => who));
        expect(approvalsOf(after(votes), 0)).toHaveLength(humans.size);
      }),
    );
  });

  it('stands in for nobody who is one of their own accounts', () => {
    const { via: account } = bySlack('ada', false);
    const principal = { person: { id: 'slack:T1:U-ada', name: 'Ada' }, account };
    const standIn = { person: { id: 'ada', name: 'Ada' }, account };
    const delegation = {
      id: 'dlg_1',
      principal: { ...principal, account: { platform: 'slack', team: 'T1', user: 'U-ada' } },
      standIn: { ...standIn, account: { platform: 'teams', team: 'T2', user: 'E-ada' } },
      from: 0,
      until: 10,
    } as const;
    const behalf = [{ delegation, standing: 'ok', memberships: mayVote.memberships } as const];
    const facts = { ...mayVote, memberships: { releasers: 'not_member' } as const, behalf };
    expect(decide(many, bySession('ada'), 1, facts)).toMatchObject({
      refusal: { code: 'not_eligible' },
    });
  });

  it('is told what to do where there is no card', () => {
    const other = `sha256:${'b'.repeat(64)}` as const;
    for (const sentence of [
      said({ shown: { digest: other, stage: 0 } }),
      said({ shown: { digest, stage: 1 } }),
      said({}, { ...mayVote, changeShown: 'unreviewed' }),
    ]) {
      expect(sentence).toMatch(/ead (?:the request|it)/u);
      expect(sentence).not.toMatch(/card|button/u);
    }
  });
});
