import type { Delivery, NewDelivery } from '../ports/delivery.ts';
import type { Context } from './context.ts';
import { giveUpCard } from './lanes.ts';

/** What follows where a delivery is given up: a card that nobody will see is told of elsewhere. */
export function afterGivingUp(
  ctx: Pick<Context, 'newId' | 'postPaceMs' | 'now'>,
  { task, request }: Delivery,
  reason: string,
): NewDelivery[] {
  if (task.kind !== 'card.post') return [];
  return [giveUpCard(ctx, { card: task.card, reason, request }, ctx.now())];
}
