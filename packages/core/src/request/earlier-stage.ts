import { sameHand, type Hand, type RequestState, type Vote } from './state.ts';

/** Where the rules keep the stages apart: the vote by which this hand has had its say. */
export function earlierStageOf(state: RequestState, command: Hand): Vote | undefined {
  if (!state.plan.separation.earlierVoters) return undefined;
  return state.votes.find((vote) => vote.stage < state.stage && sameHand(vote, command));
}
