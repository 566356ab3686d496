import type { StoredRequest } from '../../ports/stored-request.ts';
import type { Delivery, Task } from '../../ports/delivery.ts';
import type { Context } from '../context.ts';
import { giveUpCard as giveUp } from '../lanes.ts';
import { reportFallbacks, useFallbacks } from '../use-fallbacks.ts';
import { markUnreached } from './mark-unreached.ts';
import { done, type Delivered } from './result.ts';

/** The posting of a card was given up, so that its request is told of by its fallbacks. */
export async function giveUpCard(
  ctx: Context,
  { id, attempt }: Delivery,
  { card: cardId, reason }: Extract<Task, { kind: 'card.given_up' }>,
): Promise<Delivered> {
  const card = await ctx.store.cards.get(cardId);
  if (!card) return done;
  if (card.direct) return markUnreached(ctx, { id, attempt }, card, { message: reason });
  const others = card.likeness === undefined ? [] : await ctx.store.lists.others(card.id);
  const after = others
    .flatMap(({ request }) => request.cards.filter(({ list }) => list === card.id))
    .map((one) => giveUp(ctx, { card: one.id, reason, request: one.request }, ctx.now()));
  const change = (current: StoredRequest) => {
    const now = current.cards.find((c) => c.id === cardId);
    // A channel that was found unavailable has had its fallbacks, or must have none.
    const used = now?.unavailable === null ? useFallbacks(ctx, current, now) : null;
    if (!now || !used) return { deliveries: after, result: null };
    const unavailable = `Posting in ${now.channel} was given up: ${reason} An operator can try it again.`;
    return {
      cards: [{ ...now, unavailable, fallback: true }],
      deliveries: [...used.deliveries, ...after],
      result: used.names,
    };
  };
  const told = await ctx.store.requests.change(card.request, change, { ends: { id, attempt } });
  reportFallbacks(ctx, card, told);
  return { outcome: 'settled' };
}
