import type { Digest } from '../digest.ts';

/**
 * A short-lived credential for one approved change, at most one for an approval. Times are
 * milliseconds since the epoch, in whole seconds, as a token tells them.
 */
export type Grant = {
  id: string;
  /** The approved request. */
  request: string;
  /** Id of the identity that it was issued to. */
  identity: string;
  /** Of the change that was approved. */
  digest: Digest;
  /** The run that it was issued to. */
  run: string;
  /** What it is for, the same for each approval of the same: `grant:deploy:production:payments-api`. */
  subject: string;
  action: string;
  environment: string;
  resource: string;
  /** At least one. */
  audience: string[];
  scope: string[];
  /** Systems that it opens, by name. */
  targets: string[];
  /** How often it was redeemed, and may be. */
  uses: number;
  maxUses: number;
  issuedAt: number;
  expiresAt: number;
  revoked?: { at: number; why: RevokedWhy };
};

/**
 * `given_back`: by the run itself. `outcome`: the run reported its end. `withdrawn`: the bot took its
 * request back. `changed`: somebody came with the digest of another change. `suspended`: its
 * identity was. `operator`: an operator ended it.
 */
export const revokedWhys = [
  'given_back',
  'outcome',
  'withdrawn',
  'changed',
  'suspended',
  'operator',
] as const;

export type RevokedWhy = (typeof revokedWhys)[number];

export type GrantStatus = 'live' | 'used_up' | 'expired' | 'revoked';

/** Whatever has ended it first counts. */
export function grantStatus(
  { revoked, expiresAt, uses, maxUses }: Grant,
  now: number,
): GrantStatus {
  if (revoked) return 'revoked';
  if (now >= expiresAt) return 'expired';
  return uses >= maxUses ? 'used_up' : 'live';
}

/** Nothing to give back any more: it was, or its time is over. */
export function isOver(grant: Pick<Grant, 'revoked' | 'expiresAt'>, now: number): boolean {
  return grant.revoked !== undefined || now >= grant.expiresAt;
}
