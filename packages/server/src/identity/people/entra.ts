import type { Login } from '../../ports/login.ts';

const guid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/u;

/** Microsoft's own issuers of Entra, in its clouds. */
const hosts = new Set([
  'login.microsoftonline.com',
  'login.microsoftonline.us',
  'login.partner.microsoftonline.cn',
  'sts.windows.net',
]);

export function isEntra({ issuer, preset }: { issuer: string; preset?: 'entra' | undefined }) {
  return preset === 'entra' || (URL.canParse(issuer) && hosts.has(new URL(issuer).hostname));
}

/**
 * The one tenant that an issuer of Entra speaks for; undefined for `common`, `organizations` and
 * `consumers`, which speak for everybody's.
 */
export function tenantOf(issuer: string): string | undefined {
  const tenant = new URL(issuer).pathname.split('/')[1]?.toLowerCase() ?? '';
  return guid.test(tenant) ? tenant : undefined;
}

/**
 * The account by `tid` and `oid`, which Entra never gives to another one
 * (learn.microsoft.com/entra/identity-platform/id-token-claims-reference). Believed of the issuer's
 * own tenant alone: other providers let people choose such claims.
 */
export function entraAccount(
  claims: { [claim: string]: unknown },
  issuer: string,
): Login['entra'] | null {
  const [tenant, user] = [claims['tid'], claims['oid']].map((claim) =>
    typeof claim === 'string' ? claim.toLowerCase() : '',
  );
  const isWhole = user !== undefined && guid.test(user);
  return isWhole && tenant !== undefined && tenant === tenantOf(issuer) ? { tenant, user } : null;
}
