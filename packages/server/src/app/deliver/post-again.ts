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
  { id, ambiguous }: Delivery,
  { card, chat, submission }: WholeCard,
  version: number,
): Promise<boolean> {
  const now = ctx.now();
  const isFirst = await ctx.store.firstSight('card.again', `${card.id} ${version}`, now);
  // An attempt that was cut off may have left the sight and nothing else.
  if (!isFirst && !ambiguous) return false;
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
  return true;
}
