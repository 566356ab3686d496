import type { AnyAccount } from '@countersign/core/people';
import type { Changes, Relies } from '../ports/stored-request.ts';
import type { Context } from './context.ts';

/** Changes a request by an act of a person, which is remembered in the very transaction that judges it. */
export async function once<T>(
  ctx: Context,
  { act, account }: { act: string | undefined; account: AnyAccount },
  request: string,
  change: Changes<T>,
  relies: Relies = {},
): Promise<T | null | 'seen before'> {
  if (act === undefined) return ctx.store.requests.change(request, change, relies);
  const sight = { scope: `${account.platform}.act`, id: act, at: ctx.now() };
  const done = await ctx.store.requests.changeOnce(sight, request, change, relies);
  return done.seen ? 'seen before' : done.result;
}
