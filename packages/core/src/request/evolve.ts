import type { RequestEvent } from './event.ts';
import type { RequestState, Status } from './state.ts';

/** The state after an event. Judges nothing: that is `decide`'s part. */
export function evolve(state: RequestState, event: RequestEvent): RequestState {
  switch (event.type) {
    case 'submitted':
      return event.state;
    case 'voted':
      return { ...state, votes: [...state.votes, event.vote] };
    case 'stage_passed':
      return { ...state, stage: Math.min(event.stage + 1, state.plan.stages.length - 1) };
    case 'approved':
    case 'rejected':
    case 'expired':
    case 'withdrawn':
      return ended(state, event.type, event.at);
  }
}

function ended(state: RequestState, status: Status, at: number): RequestState {
  return { ...state, status, decidedAt: at };
}
