import { decide } from '@countersign/core/request/decide';
import type { Caller } from './caller.ts';
import type { Context } from './context.ts';
import { effectsOf } from './effects.ts';
import { Fault } from './fault.ts';
import { notFound } from './find-request.ts';

/** The bot takes its request back. */
export async function withdrawRequest(ctx: Context, caller: Caller, id: string): Promise<void> {
  const fault = await ctx.store.requests.change<Fault | 'done'>(id, (current) => {
    if (current.state.identity.id !== caller.identity.id) return { result: notFound(id) };
    // Said before, and the answer was lost on its way.
    if (current.state.status === 'withdrawn') return { result: 'done' };
    const command = { type: 'withdraw' as const, identity: caller.identity.id };
    const decided = decide(current.state, command, ctx.now());
    if (!decided.ok) return { result: new Fault(decided.refusal.code, decided.refusal.message) };
    return {
      state: decided.state,
      ...effectsOf(ctx, current, decided.state, decided.events),
      result: 'done',
    };
  });
  if (fault !== 'done') throw fault ?? notFound(id);
}
