import type { ChatFailure } from '../../ports/chat.ts';
import type { Card } from '../../ports/card.ts';
import type { Context } from '../context.ts';
import { noteworthy } from '../entries.ts';
import { reportFallbacks, useFallbacks } from '../use-fallbacks.ts';

/** Notes on a card that its channel can't be used, and tells the fallbacks of its request. */
export async function markCard(
  ctx: Context,
  { id, request, platform, channel }: Card,
  { message: reason, exposed }: ChatFailure,
): Promise<void> {
  const told = await ctx.store.requests.change(request, (current) => {
    const card = current.cards.find((c) => c.id === id);
    if (!card || current.state.status !== 'pending') return { result: null };
    // Where others read along, nothing is said by any way: a webhook may lead to the same channel.
    const used = exposed ? null : useFallbacks(ctx, current, card);
    const body = { platform, channel, reason };
    return {
      cards: [{ ...card, unavailable: reason, fallback: card.fallback || used !== null }],
      entries: [noteworthy(ctx, 'channel.unavailable', body, request)],
      deliveries: used?.deliveries ?? [],
      result: used && { card, names: used.names },
    };
  });
  if (told) reportFallbacks(ctx, told.card, told.names);
}

const MOST = 1_000;

/**
 * Postings of one channel wait for each other, so that those behind this one are not tried before it
 * gets through. Their requests are open now.
 */
export async function markThoseBehind(
  ctx: Context,
  { id, platform, channel }: Card,
  failure: ChatFailure,
): Promise<void> {
  const open = await ctx.store.requests.oldestOpen(MOST);
  const waiting = open
    .flatMap(({ cards }) => cards)
    .filter((card) => card.platform === platform && card.channel === channel && card.id !== id)
    .filter((card) => card.message === null && card.unavailable === null);
  for (const card of waiting) await markCard(ctx, card, failure);
}
