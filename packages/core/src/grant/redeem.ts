import type { Digest } from '../digest.ts';
import { grantStatus, isOver, type Grant, type GrantStatus, type RevokedWhy } from './grant.ts';

export type Redeemed =
  | { ok: true; grant: Grant }
  /** `revoked` is there where this was its end. */
  | {
      ok: false;
      why: 'changed' | 'clock_went_back' | Exclude<GrantStatus, 'live'>;
      revoked?: Grant;
    };

/**
 * Somebody is about to act on a grant, and says on what: one use of it. Another change than the one
 * approved ends it, since whoever holds it has left what was agreed.
 */
export function redeem(grant: Grant, digest: Digest, now: number): Redeemed {
  if (now < grant.issuedAt) return { ok: false, why: 'clock_went_back' };
  const status = grantStatus(grant, now);
  if (digest !== grant.digest) {
    const revoked = revoke(grant, 'changed', now);
    return { ok: false, why: 'changed', ...(revoked && { revoked }) };
  }
  if (status !== 'live') return { ok: false, why: status };
  return { ok: true, grant: { ...grant, uses: grant.uses + 1 } };
}

/** Null where it is over already. */
export function revoke(grant: Grant, why: RevokedWhy, now: number): Grant | null {
  return isOver(grant, now) ? null : { ...grant, revoked: { at: now, why } };
}
