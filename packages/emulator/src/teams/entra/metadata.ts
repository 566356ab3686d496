import type { JsonObject } from '../../json.ts';
import type { Teams } from '../teams.ts';

/** Source: https://login.botframework.com/v1/.well-known/openidconfiguration */
export function botFrameworkMetadata({ url, cloud }: Teams): JsonObject {
  return {
    issuer: cloud.issuer,
    authorization_endpoint: 'https://invalid.botframework.com',
    jwks_uri: `${url}/v1/.well-known/keys`,
    id_token_signing_alg_values_supported: ['RS256'],
    token_endpoint_auth_methods_supported: ['private_key_jwt'],
  };
}

/** Source: https://login.microsoftonline.com/{tenant}/v2.0/.well-known/openid-configuration */
export function entraMetadata({ url, cloud }: Teams, tenant: string): JsonObject {
  const authority = `${url}/${tenant}`;
  return {
    token_endpoint: `${authority}/oauth2/v2.0/token`,
    token_endpoint_auth_methods_supported: ['client_secret_post', 'private_key_jwt'],
    jwks_uri: `${authority}/discovery/v2.0/keys`,
    response_types_supported: ['code', 'id_token', 'token'],
    subject_types_supported: ['pairwise'],
    id_token_signing_alg_values_supported: ['RS256'],
    issuer: `https://${cloud.login}/${tenant}/v2.0`,
    authorization_endpoint: `${authority}/oauth2/v2.0/authorize`,
    end_session_endpoint: `${authority}/oauth2/v2.0/logout`,
    tenant_region_scope: 'NA',
    cloud_instance_name: cloud.login.replace(/^login\./, ''),
  };
}

/** Which hosts are one cloud, as token clients ask before they trust an authority. */
export function instanceDiscovery({ cloud, directory }: Teams): JsonObject {
  const host = cloud.login;
  return {
    tenant_discovery_endpoint: `https://${host}/${directory.tenantId}/v2.0/.well-known/openid-configuration`,
    'api-version': '1.1',
    metadata: [{ preferred_network: host, preferred_cache: 'login.windows.net', aliases: [host] }],
  };
}
