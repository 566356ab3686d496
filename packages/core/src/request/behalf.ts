import { isInForce, sameParty, type Party } from '../delegation/delegation.ts';
import { samePerson } from '../people.ts';
import type { Behalf, CastVote, VoteFacts } from './command.ts';
import { earlierStageOf } from './earlier-stage.ts';
import { eligibility, type Eligibility } from './eligibility.ts';
import {
  excluded,
  openStage,
  sameHand,
  speakersOf,
  votesOf,
  type Hand,
  type RequestState,
} from './state.ts';

type Eligible = Extract<Eligibility, { groups: string[] }>;

/** By whose right somebody votes: their own, or that of the one they stand in for. */
export type Right =
  | { by: 'own'; eligible: Eligible }
  | { by: 'behalf'; eligible: Eligible; onBehalfOf: NonNullable<Hand['onBehalfOf']> }
  | { by: 'none'; may: 'nothing' | 'unknown' };

/** Nobody votes for another who may vote by their own right. */
export function rightOf(
  state: RequestState,
  command: CastVote,
  { memberships, behalf = [] }: Pick<VoteFacts, 'memberships' | 'behalf'>,
  now: number,
): Right {
  const own = eligibility(state, command.vote, memberships);
  if ('groups' in own) return { by: 'own', eligible: own };
  if (own.may === 'unknown' || openStage(state).delegation === false) return { by: 'none', ...own };
  const found = behalf
    .filter((one) => mayStandIn(state, command, one, now))
    .map((one) => ({ one, eligible: asPrincipal(state, command, one) }));
  for (const { one, eligible } of found) {
    if (!('groups' in eligible)) continue;
    const { id, principal } = one.delegation;
    return { by: 'behalf', eligible, onBehalfOf: { ...principal, delegation: id } };
  }
  const isUnknown = found.some(({ eligible }) => eligible.may === 'unknown');
  return { by: 'none', may: isUnknown ? 'unknown' : 'nothing' };
}

/** The principal could vote themselves, but for the groups: nothing is passed on that is not theirs. */
function mayStandIn(
  state: RequestState,
  command: CastVote,
  { delegation, standing }: Behalf,
  now: number,
): boolean {
  const { principal, standIn } = delegation;
  const voter = speakersOf(command);
  const isVoter = (party: Party) => voter.some((one) => sameParty(one, party));
  if (!isInForce(delegation, now) || !isVoter(standIn) || isVoter(principal)) return false;
  if (standing !== 'ok' && standing !== 'unknown') return false;
  if (excluded(state).some((one) => samePerson(one, principal.person))) return false;
  const hand: Hand = { person: principal.person, via: principal.account };
  if (earlierStageOf(state, hand)) return false;
  return isSameVoteAsBefore(state, command, hand);
}

/** Whoever has spoken in this stage, by themselves or by another, is not spoken for by one more. */
function isSameVoteAsBefore(state: RequestState, command: CastVote, principal: Hand): boolean {
  const spoken = votesOf(state, state.stage);
  const theirs = spoken.find((vote) => sameHand(vote, principal));
  const ours = spoken.find((vote) => sameHand(vote, command));
  return theirs === ours || (theirs === undefined && ours?.onBehalfOf === undefined);
}

function asPrincipal(state: RequestState, { vote }: CastVote, one: Behalf): Eligibility {
  if (one.standing === 'unknown') return { may: 'unknown' };
  return eligibility(state, vote, one.memberships);
}
