import type { Task } from '../../ports/delivery.ts';
import type { Context } from '../context.ts';
import { done, type Delivered } from './result.ts';

/** Carries out what a process had heard that did not live to do it. */
export async function takeUpInput(
  ctx: Context,
  { platform, input, at }: Extract<Task, { kind: 'input.take_up' }>,
): Promise<Delivered> {
  const takeUp = ctx.inboxes.get(platform);
  if (!takeUp) {
    return { outcome: 'retry', error: `${platform} is not configured any more.` };
  }
  await takeUp(input, ctx.now() - at);
  return done;
}
