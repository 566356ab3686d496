import type { Context } from './context.ts';
import { redrawDeleted } from './lanes.ts';

/**
 * The platform tells that the message of a card was deleted. It is asked whether that is so by
 * updating it: who hears that there is none posts the card again.
 */
export async function cardDeleted(
  ctx: Context,
  cardId: string,
  at: { channel: string; message: string },
): Promise<void> {
  const card = await ctx.store.cards.get(cardId);
  if (!card || card.channel !== at.channel || card.message !== at.message) return;
  await ctx.store.commit({ deliveries: [redrawDeleted(ctx, card, at.message, ctx.now())] });
}
