import type { Delivery } from '../../ports/delivery.ts';
import type { Context } from '../context.ts';
import { postCardAgain } from '../lanes.ts';
import type { WholeCard } from './find-card.ts';

/**
 * Somebody deleted the card of an open request, so nobody has a button: it is posted anew, with a
 * control of its own, and what it can't hold goes into its thread again. Once for a version of the
 * request, so that a platform that updates nothing is not flooded. False where that was done.
 */
export async function postAgain(
  ctx: Context,
  delivery: Delivery,
  found: WholeCard,
  version: number,
): Promise<boolean> {
  const { card } = found;
  const isFirst = await ctx.store.firstSight('card.again', `${card.id} ${version}`, ctx.now());
  // An attempt that was cut off may have left the sight and nothing else.
  if (!isFirst && !delivery.ambiguous) return false;
  await post(ctx, delivery, found);
  return true;
}

/** A card that is deleted so often in a day is not wanted there. */
export const AGAIN_A_DAY = 3;

/** The same at once, where the platform tells of the deletion: so many times a day. */
export async function postAgainAtOnce(
  ctx: Context,
  delivery: Delivery,
  found: WholeCard,
): Promise<boolean> {
  for (let nth = 1; nth <= AGAIN_A_DAY; nth += 1) {
    if (await ctx.store.firstSight('card.deleted', `${found.card.id} ${nth}`, ctx.now())) {
      await post(ctx, delivery, found);
      return true;
    }
  }
  return false;
}

async function post(
  ctx: Context,
  { id }: Delivery,
  { card, chat, submission }: WholeCard,
): Promise<void> {
  const now = ctx.now();
  const { channel, platform } = card;
  ctx.report.warn(
    { request: card.request, card: card.id, channel, platform, delivery: id },
    'The card of an open request is gone from its channel; it is posted again.',
  );
  await ctx.store.requests.change(card.request, (current) => {
    const found = current.cards.find((c) => c.id === card.id);
    if (found?.message !== card.message) return { result: null };
    const whole = chat.showsWhole(submission);
    const control = ctx.newId('ctl');
    const blank = { ...found, message: null, drawn: 0, control, whole };
    return { cards: [blank], deliveries: [postCardAgain(ctx, blank, now)], result: null };
  });
}
