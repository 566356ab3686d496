import type { Suspended } from '@countersign/core/request/command';
import type { Context } from '../context.ts';

/** By the API since `suspendedAt`, or by the configuration; null where an identity is neither. */
export function suspensionOf(
  { suspendedInFile }: Pick<Context, 'suspendedInFile'>,
  identity: string,
  suspendedAt: number | null,
): Suspended | null {
  return suspendedAt !== null || suspendedInFile.has(identity) ? { since: suspendedAt } : null;
}

/** As of now. To be shown, or where nothing is given by it: an approval asks in its own transaction. */
export async function suspensionNow(
  ctx: Pick<Context, 'store' | 'suspendedInFile'>,
  identity: string,
): Promise<Suspended | null> {
  return suspensionOf(ctx, identity, await ctx.store.identities.suspendedAt(identity));
}
