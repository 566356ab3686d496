import type { Grant, RevokedWhy } from '@countersign/core/grant/grant';
import { isDigest } from '@countersign/core/digest';
import type { GrantRow } from './schema.ts';

export const GRANT = [
  'id',
  'request',
  'identity',
  'digest',
  'body',
  'uses',
  'max_uses',
  'issued_at',
  'expires_at',
  'revoked_at',
  'revoked_why',
] as const;

/** What nobody looks for. */
type Body = Pick<
  Grant,
  'run' | 'subject' | 'action' | 'environment' | 'resource' | 'audience' | 'scope' | 'targets'
>;

export function grantRow(grant: Grant): GrantRow {
  const { run, subject, action, environment, resource, audience, scope, targets } = grant;
  const body: Body = { run, subject, action, environment, resource, audience, scope, targets };
  return {
    id: grant.id,
    request: grant.request,
    identity: grant.identity,
    digest: grant.digest,
    body: JSON.stringify(body),
    uses: grant.uses,
    max_uses: grant.maxUses,
    issued_at: grant.issuedAt,
    expires_at: grant.expiresAt,
    revoked_at: grant.revoked?.at ?? null,
    revoked_why: grant.revoked?.why ?? null,
  };
}

export function readGrant(row: GrantRow): Grant {
  const { id, request, identity, digest } = row;
  if (!isDigest(digest)) throw new Error(`Grant ${id} has no digest.`);
  return {
    id,
    request,
    identity,
    digest,
    ...(JSON.parse(row.body) as Body),
    uses: row.uses,
    maxUses: row.max_uses,
    issuedAt: row.issued_at,
    expiresAt: row.expires_at,
    ...(row.revoked_at !== null && {
      revoked: { at: row.revoked_at, why: row.revoked_why as RevokedWhy },
    }),
  };
}
