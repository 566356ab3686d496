import { grantStatus, type Grant } from '@countersign/core/grant/grant';
import type { RequestState } from '@countersign/core/request/state';
import type { RequestView } from '@countersign/core/wire/request-view';
import type { GrantView } from '@countersign/core/wire/grant-view';

/** What a request's approval gives, and what became of it; nothing where policy gives none. */
export function grantOfRequest(
  { plan, status }: RequestState,
  grant: Grant | null,
  now: number,
): Pick<RequestView, 'grant'> {
  if (!plan.grant || (status !== 'pending' && status !== 'approved')) return {};
  if (grant) return { grant: viewOfGrant(grant, now) };
  const { audience, scope, targets, uses } = plan.grant;
  return {
    grant: { status: 'not_issued', audience, scope, targets, uses: { used: 0, most: uses } },
  };
}

/** Its token is not in it. */
export function viewOfGrant(grant: Grant, now: number): GrantView {
  const { id, audience, scope, targets, uses, maxUses, revoked } = grant;
  return {
    id,
    status: grantStatus(grant, now),
    audience,
    scope,
    targets,
    uses: { used: uses, most: maxUses },
    issuedAt: instant(grant.issuedAt),
    expiresAt: instant(grant.expiresAt),
    ...(revoked && { revoked: { at: instant(revoked.at), why: revoked.why } }),
  };
}

function instant(at: number): string {
  return new Date(at).toISOString();
}
