import type { RequestEvent } from './event.ts';
import type { FreezeCheck } from './frozen.ts';
import { reviewStatus } from './review.ts';
import { heldBy } from './held-by.ts';
import { openStage, type RequestState } from './state.ts';

/** When time next does something to a request, in milliseconds; null where nothing is left to do. */
export function nextMoment(state: RequestState): number | null {
  if (state.status !== 'pending') return isReviewDue(state) ? (state.review?.dueAt ?? null) : null;
  if (state.held) return state.held.until;
  const since = state.stageOpenedAt;
  const stage = state.plan.stages[state.stage];
  const reminder = stage?.reminders[state.reminded];
  const escalation = stage?.escalations[stepsOf(state)]?.afterMs;
  return Math.min(
    state.expiresAt,
    ...[reminder, escalation].flatMap((after) => (after === undefined ? [] : [since + after])),
  );
}

/** What time brings about by now; nothing where nothing is due. */
export function dueEvents(state: RequestState, now: number, frozen: FreezeCheck): RequestEvent[] {
  if (state.status !== 'pending') return reviewsDue(state, now);
  if (state.held) return now < state.held.until ? [] : heldOver(state, now, frozen);
  if (now >= state.expiresAt) return [{ type: 'expired', at: now }];
  return [...escalationsDue(state, now), ...reminderDue(state, now)];
}

/** The review of an emergency approval, which is late only once. */
function reviewsDue(state: RequestState, now: number): RequestEvent[] {
  const isLate = isReviewDue(state) && now >= (state.review?.dueAt ?? Infinity);
  return isLate ? [{ type: 'review_overdue', at: now }] : [];
}

function isReviewDue({ review }: RequestState): boolean {
  return review !== undefined && reviewStatus(review) === 'due';
}

function heldOver(state: RequestState, now: number, frozen: FreezeCheck): RequestEvent[] {
  const again = heldBy(state, now, frozen);
  if (again) return [{ type: 'held', ...again, at: now }];
  return passed(state, now);
}

/** The open stage is through: with the last one, so is the request. */
export function passed(state: RequestState, now: number): RequestEvent[] {
  const last = state.stage === state.plan.stages.length - 1;
  return [
    { type: 'stage_passed', stage: state.stage, at: now },
    ...(last ? [{ type: 'approved' as const, at: now }] : []),
  ];
}

/** Since when those may vote whom the last escalation of the open stage asked; 0 where nobody was. */
export function lastEscalated(state: RequestState): number {
  const last = openStage(state).escalations[stepsOf(state) - 1];
  return last ? state.stageOpenedAt + last.afterMs : 0;
}

/** All that were missed while the service was away, each with its own entry in the log. */
function escalationsDue(state: RequestState, now: number): RequestEvent[] {
  const { stage, stageOpenedAt } = state;
  return openStage(state).escalations.flatMap(({ afterMs }, step) =>
    step < stepsOf(state) || now < stageOpenedAt + afterMs
      ? []
      : [{ type: 'escalated' as const, stage, step, at: now }],
  );
}

/** Of several that are due, one: nobody is reminded twice at once. */
function reminderDue(state: RequestState, now: number): RequestEvent[] {
  const { stage, stageOpenedAt, reminded } = state;
  const due = openStage(state).reminders.filter((after) => now >= stageOpenedAt + after).length;
  return due > reminded ? [{ type: 'reminded', stage, count: due, at: now }] : [];
}

function stepsOf(state: RequestState): number {
  return state.escalated[state.stage] ?? 0;
}
