import type { Preset } from './preset.ts';

const directory = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';

/**
 * Managed identities. The issuer is one directory's; `oid` and `sub` are the identity's object id,
 * which is never given to another one. Their tokens live for up to 24 hours.
 * https://learn.microsoft.com/en-us/entra/identity-platform/access-token-claims-reference
 */
export const azure: Preset = {
  hosted: new RegExp(
    `^https://(?:sts\\.windows\\.net/${directory}/|login\\.microsoftonline\\.com/${directory}/v2\\.0)$`,
    'u',
  ),
  example: 'https://login.microsoftonline.com/<directory id>/v2.0',
  tenantClaims: ['oid', 'sub'],
  summary: ['tid', 'oid', 'azp', 'appid', 'xms_mirid'],
  // A token that an app has for a signed-in person says what that person let it do.
  outside: ({ scp, idtyp }) => [
    ...(scp === undefined ? [] : ['scp']),
    ...(idtyp === undefined || idtyp === 'app' ? [] : ['idtyp']),
  ],
  maxLifetime: 86_400,
};
