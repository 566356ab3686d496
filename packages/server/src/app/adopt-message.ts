import type { Card, Effects, StoredRequest } from '../ports/store.ts';
import type { Context } from './context.ts';
import { redrawCard, supersedeCopy } from './lanes.ts';

/** The platform tells of a message that carries this card, perhaps one whose posting got no answer. */
export async function adoptMessage(
  ctx: Context,
  cardId: string,
  at: { channel: string; message: string },
): Promise<void> {
  const card = await ctx.store.cards.get(cardId);
  if (!card || card.channel !== at.channel) return;
  await ctx.store.requests.change(card.request, (current) => {
    const now = current.cards.find((c) => c.id === cardId);
    if (!now) return { result: null };
    return { ...takeMessage(ctx, current, now, at.message), result: null };
  });
}

/**
 * The first message that is known of becomes the card; any other one is a copy and loses its
 * buttons. `drawn` is the version it shows: if the request has moved on, it is redrawn.
 */
export function takeMessage(
  ctx: Context,
  current: StoredRequest,
  card: Card,
  message: string,
  drawn = 0,
): Pick<Required<Effects>, 'cards' | 'deliveries'> {
  if (card.message !== null && card.message !== message) {
    return { cards: [], deliveries: [supersedeCopy(ctx, card, message, ctx.now())] };
  }
  const known: Card = {
    ...card,
    message,
    drawn: Math.max(card.drawn, drawn),
    unavailable: null,
  };
  const behind = known.drawn < current.version;
  return { cards: [known], deliveries: behind ? [redrawCard(ctx, known, ctx.now())] : [] };
}
