import type { Context } from '../context.ts';
import { noteworthy } from '../entries.ts';
import { linkTo } from '../links.ts';
import { contentOf, findWholeCard } from './find-card.ts';
import { afterFailure, done, type Delivered } from './result.ts';

/** Tells a channel that can't be used that a request waits, and where it can be decided. */
export async function sendFallback(ctx: Context, id: string): Promise<Delivered> {
  const found = await findWholeCard(ctx, id);
  const { card, request } = found;
  const fallback = ctx.fallbacks.get(card.channel);
  // Meanwhile the card got through after all, or there is nothing left to decide.
  const isNeeded = card.message === null && request.state.status === 'pending';
  if (!fallback || !isNeeded) return done;
  const links = request.cards.map((other) => linkTo(ctx, other));
  try {
    await fallback.send(await contentOf(ctx, found), links.find((link) => link !== null) ?? null);
  } catch (failure) {
    return afterFailure(failure);
  }
  const { platform, channel } = card;
  const entry = noteworthy(ctx, 'channel.fallback', { platform, channel }, card.request);
  return { outcome: 'done', effects: { entries: [entry] } };
}
