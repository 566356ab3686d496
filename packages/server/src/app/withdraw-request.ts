import { decide } from '@countersign/core/request/decide';
import type { Caller } from './caller.ts';
import type { Context } from './context.ts';
import { effectsOf } from './effects.ts';
import { Fault } from './fault.ts';
import { notFound } from './find-request.ts';
import { endGrant } from './grants/end-grant.ts';

/** The bot takes its request back; of one that was approved, the grant. */
export async function withdrawRequest(ctx: Context, caller: Caller, id: string): Promise<void> {
  const fault = await ctx.store.grants.change<Fault | 'done'>(id, (current, grant) => {
    if (current.state.identity.id !== caller.identity.id) return { result: notFound(id) };
    // Said before, and the answer was lost on its way.
    if (current.state.status === 'withdrawn') return { result: 'done' };
    // What people decided stays; what that opened is given back.
    const ended = endGrant(ctx, grant, 'withdrawn');
    if (ended.grant) return { ...ended, result: 'done' };
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
