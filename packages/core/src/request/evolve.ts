import type { RequestEvent } from './event.ts';
import type { AfterReview, RequestState, Status } from './state.ts';

/** The state after an event. Judges nothing: that is `decide`'s part. */
export function evolve(state: RequestState, event: RequestEvent): RequestState {
  switch (event.type) {
    case 'submitted':
      return event.state;
    case 'voted':
      return { ...state, votes: [...state.votes, event.vote] };
    case 'reminded':
      return { ...state, reminded: event.count };
    case 'escalated':
      return { ...state, escalated: withStep(state.escalated, event.stage, event.step + 1) };
    case 'stage_passed':
      return {
        ...state,
        stage: Math.min(event.stage + 1, state.plan.stages.length - 1),
        stageOpenedAt: event.at,
        reminded: 0,
      };
    case 'held':
      return { ...state, held: { until: event.until, by: event.by } };
    case 'reopened':
      return withoutHold(state);
    case 'broke_glass':
      return { ...state, urgent: event.urgent, review: { dueAt: event.reviewBy, by: [] } };
    case 'approved':
    case 'rejected':
    case 'expired':
    case 'withdrawn':
      return ended(state, event.type, event.at);
    case 'reviewed':
      return withReview(state, ({ by }) => ({ by: [...by, event.review] }));
    case 'review_done':
      return withReview(state, () => ({ doneAt: event.at }));
    case 'review_overdue':
      return withReview(state, () => ({ overdueAt: event.at }));
  }
}

function withReview(
  state: RequestState,
  change: (review: AfterReview) => Partial<AfterReview>,
): RequestState {
  const { review } = state;
  return review ? { ...state, review: { ...review, ...change(review) } } : state;
}

function withStep(escalated: number[], stage: number, steps: number): number[] {
  return Array.from({ length: Math.max(escalated.length, stage + 1) }, (_, at) =>
    at === stage ? steps : (escalated[at] ?? 0),
  );
}

function withoutHold(state: RequestState): RequestState {
  const { held: _, ...rest } = state;
  return rest;
}

function ended(state: RequestState, status: Status, at: number): RequestState {
  return { ...withoutHold(state), status, decidedAt: at };
}
