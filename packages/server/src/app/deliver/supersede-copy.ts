import type { Task } from '../../ports/delivery.ts';
import type { Context } from '../context.ts';
import { findCard } from './find-card.ts';
import { afterFailure, done, type Delivered } from './result.ts';

/** Takes the buttons off a copy that a lost answer left behind. */
export async function supersedeCopy(
  ctx: Context,
  task: Extract<Task, { kind: 'card.supersede' }>,
): Promise<Delivered> {
  const { card, chat } = await findCard(ctx, task.card);
  if (card.message === task.message) return done;
  const live = card.message === null ? null : { message: card.message };
  try {
    await chat.supersede({ channel: task.channel, message: task.message }, live);
    return done;
  } catch (failure) {
    return afterFailure(failure);
  }
}
