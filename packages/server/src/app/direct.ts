import type { Account } from '@countersign/core/people';
import type { Direct } from '@countersign/core/policy/plan';
import { reviewerGroups } from '@countersign/core/request/review';
import type { RequestState } from '@countersign/core/request/state';
import type { Card } from '../ports/card.ts';
import type { AskPeople, NewDelivery } from '../ports/delivery.ts';
import type { Context } from './context.ts';
import { askPeople } from './lanes.ts';
import { groupsMissing } from './ping.ts';

/** Stands where a card's channel does, for all who were to be written to. */
export const DIRECT = 'direct messages';

/** Who is to have a card of their own as a request stands now, and on which platforms. */
function peopleToAsk(state: RequestState): AskPeople[] {
  const { plan, review } = state;
  const request = state.id;
  const all: (Omit<AskPeople, 'request' | 'direct'> & { direct: Direct | undefined })[] = [];
  if (review && review.doneAt === undefined) {
    all.push({ stage: null, groups: reviewerGroups(state), direct: plan.breakGlass?.direct });
  }
  const missing = groupsMissing(state);
  if (missing.length > 0) {
    const { stage, escalated } = state;
    const steps = plan.stages[stage]?.escalations.slice(0, escalated[stage] ?? 0) ?? [];
    all.push({ stage, groups: missing, direct: plan.direct });
    all.push(...steps.map(({ groups, direct }) => ({ stage, groups, direct })));
  }
  return all.flatMap(({ direct, ...who }) => (direct ? [{ request, ...who, direct }] : []));
}

/** Asks those who have no card yet; whoever has one gets no second. */
export function askAll(ctx: Context, state: RequestState, now: number): NewDelivery[] {
  return peopleToAsk(state).map((ask) => askPeople(ctx, ask, now));
}

export function isStillAsked(state: RequestState, { stage }: Pick<AskPeople, 'stage'>): boolean {
  if (stage === null) return state.review !== undefined && state.review.doneAt === undefined;
  return stage === state.stage && groupsMissing(state).length > 0;
}

/** Whoever was written to before the emergency was asked for something else, and is asked anew. */
export function isSinceEmergency({ urgent }: RequestState, { postedAt }: Card): boolean {
  return urgent !== undefined && (postedAt === undefined || postedAt >= urgent.at);
}

/** A card of one person's own chat is of a place that policy names by naming the person. */
export function mayShow(ctx: Context, card: Card): boolean {
  return card.direct !== undefined || ctx.mayUse(card.channel);
}

/** It stands where this person can see it: their own, or one in a channel. */
export function isVisibleTo({ direct, platform }: Card, account: Account): boolean {
  if (direct === undefined) return true;
  return platform === account.platform && direct.recipient === account.user;
}

/** It stands for all who were to be written to, where none could be. */
export function isForNobody({ direct }: Card): boolean {
  return direct?.recipient === '';
}

/** It is there, or is yet to be posted. */
export function isAlive(card: Card): boolean {
  return card.unavailable === null && !isForNobody(card);
}
