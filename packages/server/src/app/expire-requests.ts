import { decide } from '@countersign/core/request/decide';
import type { Context } from './context.ts';
import { effectsOf } from './effects.ts';

const BATCH = 100;

/** Ends the requests whose time is over. Returns how many. */
export async function expireRequests(ctx: Context): Promise<number> {
  const overdue = await ctx.store.requests.overdue(ctx.now(), BATCH);
  for (const id of overdue) await expire(ctx, id);
  return overdue.length;
}

async function expire(ctx: Context, id: string): Promise<void> {
  await ctx.store.requests.change(id, (current) => {
    const decided = decide(current.state, { type: 'expire' }, ctx.now());
    // Decided in the same moment by somebody else: that decision stands.
    if (!decided.ok) return { result: null };
    return {
      state: decided.state,
      ...effectsOf(ctx, current, decided.state, decided.events),
      result: null,
    };
  });
}
