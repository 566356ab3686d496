import type { Task } from '../../ports/delivery.ts';
import type { Context } from '../context.ts';
import { findCard } from './find-card.ts';
import { afterFailure, done, type Delivered } from './result.ts';

/** Adds a line to the card's thread. */
export async function postInThread(
  ctx: Context,
  { card: id, text }: Extract<Task, { kind: 'thread.post' }>,
): Promise<Delivered> {
  const { card, chat } = await findCard(ctx, id);
  // The card was never posted, so there is no thread; its lane kept this one behind the posting.
  if (card.message === null || !ctx.mayUse(card.channel)) return done;
  try {
    await chat.reply({ channel: card.channel, message: card.message }, text);
    return done;
  } catch (failure) {
    return afterFailure(failure);
  }
}
