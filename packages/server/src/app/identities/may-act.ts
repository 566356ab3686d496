import { judgeAsk, judgeStanding, type Registered } from '@countersign/core/identity/standing';
import type { Caller } from '../caller.ts';
import type { Context } from '../context.ts';
import { Fault } from '../fault.ts';

/** What the register says of a caller as of now: who is suspended meanwhile goes no further. */
export async function registeredNow(
  { store }: Pick<Context, 'store'>,
  caller: Caller,
): Promise<Registered> {
  const { suspendedAt } = await store.identities.standing(caller.identity.id);
  return registeredAs(caller, suspendedAt !== null);
}

/** The same where it is known whether the API has suspended them. */
export function registeredAs({ identity, registered }: Caller, isSuspended: boolean): Registered {
  const standing = isSuspended ? 'suspended' : registered.standing;
  return { name: identity.name, standing, actions: registered.actions };
}

/** Nothing starts, and nothing is handed out, for whom the register stops. Throws a Fault. */
export async function assertMayAct(ctx: Pick<Context, 'store'>, caller: Caller): Promise<void> {
  const refusal = judgeStanding(await registeredNow(ctx, caller));
  if (refusal) throw new Fault(refusal.code, refusal.message);
}

/** Why this caller may not ask for this action; null where it may. */
export async function mayAsk(ctx: Pick<Context, 'store'>, caller: Caller, action: string) {
  return judgeAsk(await registeredNow(ctx, caller), action);
}
