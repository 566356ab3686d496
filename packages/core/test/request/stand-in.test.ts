import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Behalf, CastVote, VoteFacts } from '../../src/request/command.ts';
import { decide } from '../../src/request/decide.ts';
import type { RefusalCode } from '../../src/request/refusal.ts';
import { sameHand, type RequestState } from '../../src/request/state.ts';
import { aStage } from '../support/stage.ts';
import { aRequest, aVote, digest, hour, mayVote, release } from './support.ts';

const party = (id: string) => ({
  person: { id, name: id },
  account: { platform: 'slack', team: 'T1', user: `U-${id}` } as const,
});
const behalf = (
  principal: string,
  standIn: string,
  more: Partial<Omit<Behalf, 'delegation'>> = {},
  period = { from: 0, until: hour },
): Behalf => ({
  delegation: {
    id: `dlg-${principal}`,
    principal: party(principal),
    standIn: party(standIn),
    ...period,
  },
  standing: 'ok',
  memberships: { releasers: 'member' },
  ...more,
});
const outsider = (...all: Behalf[]): VoteFacts => ({
  ...mayVote,
  memberships: { releasers: 'not_member', owners: 'not_member' },
  behalf: all,
});
const two = () => aRequest([{ ...release, quorum: 2 }]);

function voted(state: RequestState, command: CastVote, now: number, facts: VoteFacts) {
  const decided = decide(state, command, now, facts);
  if (!decided.ok) throw new Error(decided.refusal.message);
  return decided.state;
}

describe('a stand-in', () => {
  it('votes by the right of the one they stand in for, and the vote says so', () => {
    const state = voted(aRequest(), aVote('sam'), 10, outsider(behalf('ada', 'sam')));
    expect(state).toMatchObject({
      status: 'approved',
      votes: [
        {
          person: { id: 'sam' },
          onBehalfOf: { person: { id: 'ada' }, delegation: 'dlg-ada' },
          groups: ['releasers'],
        },
      ],
    });
  });

  it('votes by their own right where they have it', () => {
    const facts = { ...mayVote, behalf: [behalf('ada', 'sam')] };
    expect(voted(two(), aVote('sam'), 10, facts).votes[0]?.onBehalfOf).toBeUndefined();
  });

  it('may be known by another account of the same human', () => {
    const joined = aVote('sam', {
      person: { id: 'mail:s@x', name: 'Sam', also: ['sam'] },
      via: { platform: 'teams', kind: 'button', team: 'T2', user: 'other' },
    });
    expect(voted(aRequest(), joined, 10, outsider(behalf('ada', 'sam'))).status).toBe('approved');
  });

  it('of two votes for whoever has not spoken', () => {
    const state = voted(two(), aVote('ada'), 5, mayVote);
    const facts = outsider(behalf('ada', 'sam'), behalf('bob', 'sam'));
    expect(voted(state, aVote('sam'), 10, facts).votes[1]?.onBehalfOf?.person.id).toBe('bob');
  });

  it('may change the vote as the one they stand in for could', () => {
    const facts = outsider(behalf('ada', 'sam'));
    const state = voted(two(), aVote('sam'), 5, facts);
    const no = aVote('sam', { vote: 'reject', comment: 'No.' });
    expect(voted(state, no, 10, facts)).toMatchObject({ status: 'rejected' });
  });

  const mine = behalf('ada', 'sam');
  const forbidding = aRequest([aStage(release, { delegation: false })]);
  const refused: [string, RefusalCode, RequestState, CastVote, VoteFacts, number?][] = [
    [
      'before the period',
      'not_eligible',
      aRequest(),
      aVote('sam'),
      outsider(behalf('ada', 'sam', {}, { from: 11, until: hour })),
    ],
    [
      'at the end of the period',
      'not_eligible',
      aRequest(),
      aVote('sam'),
      outsider(behalf('ada', 'sam', {}, { from: 0, until: 10 })),
    ],
    ['by a clock that went back', 'clock_went_back', aRequest(), aVote('sam'), outsider(mine), -1],
    ['where policy forbids it', 'not_eligible', forbidding, aVote('sam'), outsider(mine)],
    ['who is another one', 'not_eligible', aRequest(), aVote('eve'), outsider(mine)],
    [
      'for one who is in none of the groups',
      'not_eligible',
      aRequest(),
      aVote('sam'),
      outsider(behalf('ada', 'sam', { memberships: { releasers: 'not_member' } })),
    ],
    [
      'for one whose groups are unknown',
      'lookup_failed',
      aRequest(),
      aVote('sam'),
      outsider(behalf('ada', 'sam', { memberships: {} })),
    ],
    [
      'for one who is unknown',
      'lookup_failed',
      aRequest(),
      aVote('sam'),
      outsider(behalf('ada', 'sam', { standing: 'unknown' })),
    ],
    ...(['bot', 'guest', 'external', 'deactivated'] as const).map(
      (standing): [string, RefusalCode, RequestState, CastVote, VoteFacts] => [
        `for one who is ${standing}`,
        'not_eligible',
        aRequest(),
        aVote('sam'),
        outsider(behalf('ada', 'sam', { standing })),
      ],
    ),
    [
      'for who is behind the request',
      'not_eligible',
      aRequest(),
      aVote('sam'),
      outsider(behalf('olga', 'sam')),
    ],
    [
      'who is behind the request',
      'own_request',
      aRequest(),
      aVote('olga'),
      outsider(behalf('ada', 'olga')),
    ],
    ['for themselves', 'not_eligible', aRequest(), aVote('sam'), outsider(behalf('sam', 'sam'))],
    [
      'while their own groups are unknown',
      'lookup_failed',
      aRequest(),
      aVote('sam'),
      { ...outsider(mine), memberships: { releasers: 'unknown' } },
    ],
    [
      'once the one they stand in for has spoken',
      'not_eligible',
      voted(two(), aVote('ada'), 5, mayVote),
      aVote('sam'),
      outsider(mine),
    ],
    [
      'once another stand-in has spoken for the same one',
      'not_eligible',
      voted(two(), aVote('tom'), 5, outsider(behalf('ada', 'tom'))),
      aVote('sam'),
      outsider(mine),
    ],
    [
      'for a second one in the same stage',
      'not_eligible',
      voted(two(), aVote('sam'), 5, outsider(mine)),
      aVote('sam'),
      outsider(behalf('bob', 'sam')),
    ],
  ];
  it.each(refused)('does not vote %s', (_, code, state, command, facts, now = 10) => {
    expect(decide(state, command, now, facts)).toMatchObject({ ok: false, refusal: { code } });
  });

  it('and the one they stand in for are one person', () => {
    const state = voted(two(), aVote('sam'), 5, outsider(behalf('ada', 'sam')));
    const late = decide(state, aVote('ada'), 10, mayVote);
    expect(late).toMatchObject({ refusal: { code: 'already_voted' } });
    expect(!late.ok && late.refusal.message).toContain('of sam for ada');
    const no = aVote('ada', { vote: 'reject', comment: 'No.' });
    expect(voted(state, no, 11, mayVote)).toMatchObject({ status: 'rejected' });
  });

  it('has had the say of both at an earlier stage, where the rules keep stages apart', () => {
    const apart = aRequest([release, { ...release, name: 'second' }], {
      separation: { owner: true, authors: true, earlierVoters: true },
    });
    const state = voted(apart, aVote('sam'), 5, outsider(behalf('ada', 'sam')));
    const at = { shown: { digest, stage: 1 } };
    expect(decide(state, aVote('ada', at), 10, mayVote)).toMatchObject({
      refusal: { code: 'earlier_voter' },
    });
    expect(decide(state, aVote('sam', at), 10, mayVote)).toMatchObject({
      refusal: { code: 'earlier_voter' },
    });
    expect(decide(state, aVote('tom', at), 10, outsider(behalf('ada', 'tom')))).toMatchObject({
      refusal: { code: 'not_eligible' },
    });
  });
});

describe('whoever stands in for whom', () => {
  const members = ['ada', 'bob', 'cy'];
  const others = ['sam', 'tom', 'eve'];
  const everybody = [...members, ...others];
  const delegation = fc.record({
    principal: fc.constantFrom(...everybody),
    standIn: fc.constantFrom(...everybody),
    from: fc.integer({ min: 0, max: 10 }),
    lasts: fc.integer({ min: 0, max: 20 }),
  });
  const act = fc.record({
    who: fc.constantFrom(...everybody),
    vote: fc.constantFrom('approve' as const, 'reject' as const),
  });
  const memberships = (who: string) =>
    ({ releasers: members.includes(who) ? 'member' : 'not_member' }) as const;

  it('each vote that counts is of another member, who would have been let through themselves', () => {
    fc.assert(
      fc.property(
        fc.array(delegation, { maxLength: 6 }),
        fc.array(act, { maxLength: 12 }),
        fc.integer({ min: 1, max: 3 }),
        (delegations, acts, quorum) => {
          const behalfOf = (who: string) =>
            delegations
              .filter(({ standIn }) => standIn === who)
              .map(({ principal, standIn, from, lasts }) =>
                behalf(
                  principal,
                  standIn,
                  { memberships: memberships(principal) },
                  { from, until: from + lasts },
                ),
              );
          const stages = [aStage({ ...release, quorum }, { rejection: { quorum: 3, veto: [] } })];
          let [state, direct] = [aRequest(stages), aRequest(stages)];
          for (const [now, { who, vote }] of acts.entries()) {
            const command = aVote(who, { vote, comment: 'Because.' });
            const facts = { ...mayVote, memberships: memberships(who), behalf: behalfOf(who) };
            const decided = decide(state, command, now, facts);
            if (!decided.ok) continue;
            const cast = decided.state.votes.at(-1);
            const principal = cast?.onBehalfOf?.person.id ?? who;
            expect(members).toContain(principal);
            const own = decide(
              direct,
              aVote(principal, { vote, comment: 'Because.' }),
              now,
              mayVote,
            );
            expect(own.ok).toBe(true);
            if (own.ok) direct = own.state;
            state = decided.state;
            expect(state.status).toBe(direct.status);
          }
          const hands = state.votes.filter(({ vote }) => vote === 'approve');
          const distinct = hands.filter(
            (one, at) => !hands.slice(0, at).some((two) => sameHand(one, two)),
          );
          expect(state.status !== 'approved' || distinct.length >= quorum).toBe(true);
        },
      ),
      { numRuns: 300 },
    );
  });
});
