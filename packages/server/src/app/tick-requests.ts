import { decide } from '@countersign/core/request/decide';
import type { Context } from './context.ts';
import { effectsOf } from './effects.ts';
import { readFreezes } from './read-freezes.ts';

const BATCH = 100;

/** Does what time has made due: reminders, escalations, ends of freezes, expiry. Returns for how many. */
export async function tickRequests(ctx: Context): Promise<number> {
  const due = await ctx.store.requests.due(ctx.now(), BATCH);
  for (const id of due) await tick(ctx, id);
  return due.length;
}

async function tick(ctx: Context, id: string): Promise<void> {
  const stored = await ctx.store.requests.get(id);
  if (!stored) return;
  const frozen = await readFreezes(stored.state);
  await ctx.store.requests.change(id, (current) => {
    const decided = decide(current.state, { type: 'tick' }, ctx.now(), undefined, frozen);
    // Decided in the same moment by somebody else: that decision stands.
    if (!decided.ok) return { result: null };
    return {
      state: decided.state,
      ...effectsOf(ctx, current, decided.state, decided.events),
      result: null,
    };
  });
}
