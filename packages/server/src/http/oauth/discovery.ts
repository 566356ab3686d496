import { DETAIL_TYPE } from '@countersign/core/grant/claims';
import type { Issuer } from '../../ports/issuer.ts';
import { TOKEN_EXCHANGE } from './exchange.ts';

export const JWKS = '/.well-known/jwks.json';

/**
 * What relying parties read of an issuer: OpenID Connect Discovery 1.0 and RFC 8414, in one. Nobody
 * signs in here, so there is no authorization endpoint.
 */
export function metadata(issuer: Issuer) {
  const url = issuer.url();
  const at = (path: string) => `${url.replace(/\/$/u, '')}${path}`;
  const callers = ['client_secret_basic', 'Bearer'];
  return {
    issuer: url,
    jwks_uri: at(JWKS),
    token_endpoint: at('/oauth/token'),
    token_endpoint_auth_methods_supported: ['none'],
    introspection_endpoint: at('/oauth/introspect'),
    introspection_endpoint_auth_methods_supported: callers,
    revocation_endpoint: at('/oauth/revoke'),
    revocation_endpoint_auth_methods_supported: ['none'],
    grant_types_supported: [TOKEN_EXCHANGE],
    authorization_details_types_supported: [DETAIL_TYPE],
    // Wanted by the readers of AWS and Google, though nobody asks for such a response.
    response_types_supported: ['id_token'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: issuer.algorithms(),
    claims_supported: [
      'iss',
      'sub',
      'aud',
      'client_id',
      'iat',
      'exp',
      'jti',
      'scope',
      'authorization_details',
    ],
  };
}
