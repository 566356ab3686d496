import type { Route } from '@countersign/core/policy/plan';
import type { RequestState } from '@countersign/core/request/state';
import type { Card } from '../ports/card.ts';
import { isSinceEmergency } from './direct.ts';

/** Whether an emergency approval is announced by this card, so that its review is asked for there. */
export function isAnnouncedIn(state: RequestState, card: Card): boolean {
  const { plan, review } = state;
  if (review === undefined) return false;
  if (card.direct) return plan.breakGlass?.direct !== undefined && isSinceEmergency(state, card);
  return isIn(plan.breakGlass?.routes ?? [], card);
}

export function isIn(routes: Route[], card: Card): boolean {
  return routes.some(({ platform, channel }) => {
    return platform === card.platform && channel === card.channel;
  });
}
