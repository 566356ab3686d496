import * as oidc from 'openid-client';
import { SignInFailed, type SignInAttempt } from '../../ports/login.ts';

export type Fetch = (
  url: string,
  call: { method: 'GET' | 'POST'; headers: { [name: string]: string }; body?: string },
) => Promise<Response>;

export type ClientSettings = {
  issuer: string;
  clientId: string;
  clientSecret: string;
  scopes: string[];
  /** Where the browser comes back to. */
  redirectUri: string;
};

export type OidcClient = {
  authorize(): Promise<{ url: string; attempt: SignInAttempt }>;
  /** The claims of an ID token that proves itself. Throws {@link SignInFailed}. */
  redeem(query: string, attempt: SignInAttempt): Promise<{ [claim: string]: unknown }>;
};

const TIMEOUT_S = 10;

/**
 * The client of one provider, as its discovery document describes it: authorization code with PKCE,
 * state and nonce (OpenID Connect Core 1.0, RFC 7636), the ID token's signature checked as well.
 */
export async function openClient(settings: ClientSettings, fetch: Fetch): Promise<OidcClient> {
  const { issuer, clientId, clientSecret, scopes, redirectUri } = settings;
  const isPlain = issuer.startsWith('http:');
  const config = await oidc.discovery(
    new URL(issuer),
    clientId,
    clientSecret,
    secretOf(clientSecret),
    {
      [oidc.customFetch]: guarded(fetch),
      timeout: TIMEOUT_S,
      execute: [
        // Beyond what the standard asks of a token that came straight from the provider.
        oidc.enableNonRepudiationChecks,
        ...(isPlain ? [oidc.allowInsecureRequests] : []),
      ],
    },
  );
  const isTold = config.serverMetadata().issuer === issuer;
  if (!isTold) throw new Error('The discovery document is of another issuer.');
  return {
    async authorize() {
      const attempt = {
        state: oidc.randomState(),
        nonce: oidc.randomNonce(),
        verifier: oidc.randomPKCECodeVerifier(),
      };
      const url = oidc.buildAuthorizationUrl(config, {
        redirect_uri: redirectUri,
        scope: scopes.join(' '),
        state: attempt.state,
        nonce: attempt.nonce,
        code_challenge: await oidc.calculatePKCECodeChallenge(attempt.verifier),
        code_challenge_method: 'S256',
      });
      return { url: url.href, attempt };
    },
    async redeem(query, { state, nonce, verifier }) {
      try {
        const back = new URL(redirectUri);
        back.search = query;
        const tokens = await oidc.authorizationCodeGrant(config, back, {
          expectedState: state,
          expectedNonce: nonce,
          pkceCodeVerifier: verifier,
          idTokenExpected: true,
        });
        return { ...tokens.claims() };
      } catch (error) {
        throw refusal(error);
      }
    },
  };
}

/** As OpenID Connect Discovery 1.0 has it: in the header, unless the provider says that it can't. */
function secretOf(secret: string): oidc.ClientAuth {
  const [basic, post] = [oidc.ClientSecretBasic(secret), oidc.ClientSecretPost(secret)];
  return (server, client, body, headers) => {
    const methods = server.token_endpoint_auth_methods_supported ?? ['client_secret_basic'];
    const how = methods.includes('client_secret_basic') ? basic : post;
    how(server, client, body, headers);
  };
}

function guarded(fetch: Fetch): oidc.CustomFetch {
  return (url, { method, headers, body }) =>
    fetch(url, {
      method: method === 'POST' ? 'POST' : 'GET',
      headers,
      ...(body instanceof URLSearchParams || typeof body === 'string' ? { body: `${body}` } : {}),
    });
}

/** Libraries hang whole answers on their errors: of those, the code alone is told. */
function refusal(error: unknown): SignInFailed {
  if (error instanceof oidc.AuthorizationResponseError) {
    return failed(`The provider did not sign you in (${word(error.error)}). Try again.`);
  }
  if (error instanceof oidc.ResponseBodyError) {
    return failed(
      `The provider would not take the code of this sign-in (${word(error.error)}): codes count once, and for a short while. Sign in again.`,
    );
  }
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code.startsWith('OAUTH_') && code !== 'OAUTH_TIMEOUT') {
    return failed(
      `What came back from the provider does not verify (${word(code)}), or is not the answer to what this browser asked. Sign in again.`,
    );
  }
  return new SignInFailed(
    'unavailable',
    'The provider could not be asked just now. Sign in again in a moment.',
    { cause: error },
  );
}

function failed(message: string): SignInFailed {
  return new SignInFailed('sign_in_failed', message);
}

/** Errors come in an address that anybody can write. */
function word(text: string): string {
  return /^[A-Za-z_]{1,60}$/u.test(text) ? text : 'for no reason that can be shown';
}
