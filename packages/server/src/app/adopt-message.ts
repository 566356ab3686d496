import type { Card } from '../ports/card.ts';
import type { Effects } from '../ports/effects.ts';
import type { StoredRequest } from '../ports/stored-request.ts';
import type { Shown } from '../ports/chat-use-cases.ts';
import type { Context } from './context.ts';
import { isRestricted } from './restricted.ts';
import { redrawCard, supersedeCopy, uploadChange } from './lanes.ts';

/** The platform tells of each message that it posts for us, mostly before our own posting has settled. */
export async function messagePosted(
  ctx: Context,
  cardId: string,
  at: { channel: string; message: string; shows: Shown },
): Promise<void> {
  await ctx.postings.settled(cardId);
  return adoptMessage(ctx, cardId, at);
}

/** The platform tells of a message that carries this card, perhaps one whose posting got no answer. */
export async function adoptMessage(
  ctx: Context,
  cardId: string,
  at: { channel: string; message: string; shows?: Shown | undefined },
): Promise<void> {
  const card = await ctx.store.cards.get(cardId);
  if (!card || card.channel !== at.channel || card.message === at.message) return;
  if (card.list !== undefined) return adoptMessage(ctx, card.list, { ...at, shows: undefined });
  // What a client says of a card may be made up: it takes no other card's buttons away.
  const known = await ctx.store.cards.byMessage(card.platform, at.channel, at.message);
  if (known !== null) return;
  await ctx.store.requests.change(card.request, (current) => {
    const now = current.cards.find((c) => c.id === cardId);
    if (!now) return { result: null };
    const drawn = drawnIn(at.shows, now, current);
    return { ...takeMessage(ctx, current, now, at.message, drawn), result: null };
  });
}

/**
 * The version that a message shows. One with another control was posted before the card was posted
 * again, and one of a version that never was is of a store that has been put back: both are drawn anew.
 */
function drawnIn(
  shows: Shown | undefined,
  { control, likeness }: Card,
  { version }: StoredRequest,
): number {
  // A list's version is of all that it shows, and only those who draw it read them all.
  if (likeness !== undefined) return 0;
  return shows?.control === control && shows.version <= version ? shows.version : 0;
}

/**
 * The first message that is known of becomes the card; any other one is a copy and loses its
 * buttons. `drawn` is the version it shows, and `seen` the version of the request among that: if it
 * has moved on, it is redrawn. What the card can't hold follows into its thread, whoever told us of
 * the message.
 */
export function takeMessage(
  ctx: Context,
  current: StoredRequest,
  card: Card,
  message: string,
  drawn = 0,
  seen = drawn,
): Pick<Required<Effects>, 'cards' | 'deliveries'> {
  const now = ctx.now();
  if (card.message !== null && card.message !== message) {
    return { cards: [], deliveries: [supersedeCopy(ctx, card, message, now)] };
  }
  const known: Card = {
    ...card,
    message,
    ...(card.message === null ? { postedAt: now } : {}),
    drawn: Math.max(card.drawn, drawn),
    unavailable: null,
  };
  const behind = Math.max(card.drawn, seen) < current.version;
  const lacksChange = card.message === null && !card.whole && !isRestricted(current.state);
  const deliveries = [
    ...(behind ? [redrawCard(ctx, known, now)] : []),
    ...(lacksChange ? [uploadChange(ctx, known, now)] : []),
  ];
  return { cards: [known], deliveries };
}
