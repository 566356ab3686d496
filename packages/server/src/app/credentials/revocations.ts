import type { Context } from '../context.ts';
import { Fault } from '../fault.ts';

/** A host’s clock may be behind, and believe what ended here long ago. */
const BEHIND_MS = 86_400_000;

/** What tells the hosts of a target which certificates were ended early. It names nobody. */
export async function revocations(ctx: Context, name: string): Promise<Uint8Array> {
  const target = ctx.targets.get(name);
  if (!target?.revocations) {
    throw new Fault('not_found', `There is no target “${name}” that has a list of revoked ones.`);
  }
  const now = ctx.now();
  return target.revocations(await ctx.store.credentials.endedEarly(name, now - BEHIND_MS), now);
}
