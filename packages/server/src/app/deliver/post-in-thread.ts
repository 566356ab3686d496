import type { Delivery, Task } from '../../ports/delivery.ts';
import type { Context } from '../context.ts';
import { pingFor } from '../ping.ts';
import { findCard } from './find-card.ts';
import { afterFailure, done, type Delivered } from './result.ts';

/** Adds a line to the card's thread. */
export async function postInThread(
  ctx: Context,
  { ambiguous }: Delivery,
  { card: id, text, ping: groups = [] }: Extract<Task, { kind: 'thread.post' }>,
): Promise<Delivered> {
  const { card, chat, request } = await findCard(ctx, id);
  // The card was never posted, so there is no thread; its lane kept this one behind the posting.
  if (card.message === null || !ctx.mayUse(card.channel)) return done;
  try {
    // An attempt that may have got through has called people.
    const ping = ambiguous ? null : await pingFor(ctx, card, request, groups);
    const at = { channel: card.channel, message: card.message };
    await (ping ? chat.reply(at, text, ping) : chat.reply(at, text));
    return done;
  } catch (failure) {
    return afterFailure(failure);
  }
}
