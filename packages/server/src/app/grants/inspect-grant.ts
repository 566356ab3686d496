import type { Digest } from '@countersign/core/digest';
import { grantStatus, type Grant } from '@countersign/core/grant/grant';
import type { IssuedClaims } from '../../ports/issuer.ts';
import type { Context } from '../context.ts';
import { redeemGrant } from './redeem-grant.ts';

/** Who may ask about grants: a resource server about those that are for it, an operator about all. */
export type Inspector = { id: string; audience: readonly string[] | 'any' };

export type Inspected =
  | { active: true; claims: IssuedClaims; grant: Grant }
  /** `why` is there for a redemption alone. */
  | { active: false; why?: string };

/**
 * Whether a token is good as of now (RFC 7662); with a digest, it is redeemed by that. Of what the
 * inspector is not meant for, nothing is said but that it is not active.
 */
export async function inspectGrant(
  ctx: Context,
  inspector: Inspector,
  { token, digest }: { token: string; digest?: Digest | undefined },
): Promise<Inspected> {
  const claims = ctx.issuer.read(token);
  const grant = claims && isMeantFor(inspector, claims) && (await ctx.store.grants.get(claims.jti));
  if (!grant) return { active: false };
  if (digest === undefined) {
    const isLive = grantStatus(grant, ctx.now()) === 'live';
    return isLive ? { active: true, claims, grant } : { active: false };
  }
  const redeemed = await redeemGrant(ctx, grant, digest, inspector.id);
  if (redeemed?.ok) return { active: true, claims, grant: redeemed.grant };
  return { active: false, ...(redeemed && { why: redeemed.why }) };
}

function isMeantFor({ audience }: Inspector, { aud }: IssuedClaims): boolean {
  return audience === 'any' || aud.some((name) => audience.includes(name));
}
