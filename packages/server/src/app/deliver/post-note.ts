import type { Task } from '../../ports/delivery.ts';
import type { Context } from '../context.ts';
import { chatOf } from './find-card.ts';
import { afterFailure, done, type Delivered } from './result.ts';

/** Tells one person something that nobody else sees. */
export async function postNote(
  ctx: Context,
  { platform, channel, user, thread, text }: Extract<Task, { kind: 'note.post' }>,
): Promise<Delivered> {
  try {
    await chatOf(ctx, platform).note({ channel, user, thread }, text);
    return done;
  } catch (failure) {
    return afterFailure(failure);
  }
}
