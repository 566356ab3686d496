import type { Delivery, NewDelivery } from '../ports/delivery.ts';
import type { Context } from './context.ts';
import { giveUpCard, takeUp } from './lanes.ts';

const LONG_AGO = 0;

/** What follows where a delivery is given up: a card that nobody will see is told of elsewhere. */
export function afterGivingUp(
  ctx: Pick<Context, 'newId' | 'postPaceMs' | 'now'>,
  { task, request }: Delivery,
  reason: string,
): NewDelivery[] {
  if (task.kind === 'input.take_up') {
    // As one of long ago nobody carries out a decision, but whoever made it is told.
    return task.at === LONG_AGO ? [] : [takeUp(ctx, { ...task, at: LONG_AGO }, ctx.now())];
  }
  if (task.kind !== 'card.post') return [];
  return [giveUpCard(ctx, { card: task.card, reason, request }, ctx.now())];
}
