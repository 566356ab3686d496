import type { RevokedWhy } from '@countersign/core/grant/grant';
import type { Caller } from '../caller.ts';
import type { Context } from '../context.ts';
import { Fault } from '../fault.ts';
import { endGrant } from './end-grant.ts';

/**
 * Whoever holds a token may end its grant, and needs no other proof: all that it does is to take
 * something away from whoever holds it. What is no token of ours is over anyway (RFC 7009).
 */
export async function giveBackToken(ctx: Context, token: string): Promise<void> {
  const claims = ctx.issuer.read(token);
  if (claims) await end(ctx, claims.jti, 'given_back');
}

/** The identity ends a grant of its own. What is over stays over. */
export async function giveBackGrant(ctx: Context, caller: Caller, id: string): Promise<void> {
  const grant = await ctx.store.grants.get(id);
  if (grant?.identity !== caller.identity.id) throw noGrantHere(id);
  await end(ctx, id, 'given_back');
}

export async function revokeByOperator(ctx: Context, by: string, id: string): Promise<void> {
  if (!(await end(ctx, id, 'operator', by))) throw noGrantHere(id);
}

/** False where there is no such grant. */
async function end(ctx: Context, id: string, why: RevokedWhy, by?: string): Promise<boolean> {
  const found = await ctx.store.grants.get(id);
  if (!found) return false;
  await ctx.store.grants.change(found.request, (_, grant) => ({
    ...endGrant(ctx, grant, why, by),
    result: null,
  }));
  return true;
}

export function noGrantHere(id: string): Fault {
  return new Fault(
    'not_found',
    `There is no grant ${id} of this identity. Check the id and the credential.`,
  );
}
