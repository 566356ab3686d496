import type { Stopped } from '@countersign/core/request/command';
import { isOpen, type RequestState } from '@countersign/core/request/state';
import type { ApiStanding } from '../../ports/register-store.ts';
import type { Context } from '../context.ts';

/** Why the register lets nothing through for an identity, of which the API says `byApi`; null where it does. */
export function stoppedAs(
  { identities }: Pick<Context, 'identities'>,
  identity: string,
  { suspendedAt, definition }: ApiStanding,
): Stopped | null {
  const inFile = identities.inFile(identity);
  if (suspendedAt !== null || inFile === 'suspended') {
    return { why: 'suspended', since: suspendedAt };
  }
  // Without an owner there, the configuration is refused.
  if (inFile !== null) return null;
  if (definition === null) return { why: 'unknown' };
  return identities.isOwner(definition.owner) ? null : { why: 'ownerless' };
}

/** As of now. To be shown, or where nothing is given by it: an approval asks in its own transaction. */
export async function stoppedNow(
  ctx: Pick<Context, 'store' | 'identities'>,
  identity: string,
): Promise<Stopped | null> {
  return stoppedAs(ctx, identity, await ctx.store.identities.standing(identity));
}

/** Nobody is called to what no approval counts for. */
export async function stoppedWhileOpen(
  ctx: Pick<Context, 'store' | 'identities'>,
  state: RequestState,
): Promise<Stopped | null> {
  return isOpen(state) ? stoppedNow(ctx, state.identity.id) : null;
}
