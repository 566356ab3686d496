import type { Grant } from './grant.ts';

/** The type of our `authorization_details` (RFC 9396, section 2). */
export const DETAIL_TYPE = 'countersign_change';

/** Session tags of AWS STS: docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html */
const AWS_TAGS = 'https://aws.amazon.com/tags';

export type GrantDetail = {
  type: typeof DETAIL_TYPE;
  request: string;
  digest: string;
  actions: string[];
  environment: string;
  resource: string;
};

export type GrantClaims = ReturnType<typeof grantClaims>;

/**
 * The claims of a grant as a JWT access token (RFC 9068, section 2.2). `sub` is the same for each
 * approval of the same, so that relying parties can trust it by name; what is one approval's own is
 * in `jti`, `authorization_details` and the tags.
 */
export function grantClaims(grant: Grant, issuer: string, audience: readonly string[]) {
  const [only, ...more] = audience;
  const detail: GrantDetail = {
    type: DETAIL_TYPE,
    request: grant.request,
    digest: grant.digest,
    actions: [grant.action],
    environment: grant.environment,
    resource: grant.resource,
  };
  return {
    iss: issuer,
    sub: grant.subject,
    // AWS STS takes one audience, as a text.
    aud: more.length === 0 && only !== undefined ? only : [...audience],
    client_id: grant.identity,
    iat: grant.issuedAt / 1_000,
    exp: grant.expiresAt / 1_000,
    jti: grant.id,
    ...(grant.scope.length > 0 && { scope: grant.scope.join(' ') }),
    authorization_details: [detail],
    [AWS_TAGS]: awsTags(grant),
  };
}

/** All are passed on with a role that is assumed from the first one. */
function awsTags({ request, digest, identity, action, environment }: Grant) {
  const tags = {
    CountersignRequest: request,
    CountersignDigest: digest,
    CountersignIdentity: identity,
    CountersignAction: action,
    CountersignEnvironment: environment,
  };
  const entries = Object.entries(tags).map(([key, value]) => [key, [value]] as const);
  return {
    principal_tags: Object.fromEntries(entries),
    transitive_tag_keys: Object.keys(tags),
  };
}
