import type { GrantView } from '@countersign/core/wire/grant-view';
import type { Caller } from '../caller.ts';
import type { Context } from '../context.ts';
import { noGrantHere } from './revoke-grant.ts';
import { viewOfGrant } from './view-grant.ts';

/** A grant of the caller's own. Somebody else's looks as if it did not exist. */
export async function showGrant(ctx: Context, caller: Caller, id: string): Promise<GrantView> {
  const grant = await ctx.store.grants.get(id);
  if (grant?.identity !== caller.identity.id) throw noGrantHere(id);
  return viewOfGrant(grant, ctx.now());
}
