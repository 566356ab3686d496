import { ChatFailure } from '../../ports/chat.ts';
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
    // Who takes no message in their own chat won't by being asked again.
    const isUnreached = failure instanceof ChatFailure && failure.kind === 'unavailable';
    if (channel === null && isUnreached) return { outcome: 'dead', error: failure.message };
    return afterFailure(failure);
  }
}
