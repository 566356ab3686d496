import { X509Certificate } from 'node:crypto';
import {
  AuthError,
  type AuthenticationResult,
  ConfidentialClientApplication,
  LogLevel,
  ManagedIdentityApplication,
} from '@azure/msal-node';
import { TeamsCallError } from './call-error.ts';
import { type Carrier, msalNetwork } from './msal-network.ts';
import type { Credential, Fresh, Scope, TokensOptions } from './tokens.ts';

type Options = Pick<TokensOptions, 'http' | 'login' | 'appId' | 'credential'>;

/**
 * A new token, asked for by Microsoft's library. It is set up anew each time, so that it remembers
 * nothing: whose clock and whose 401 end a token, and how long we keep away, is for us to say.
 * Rejects with {@link TeamsCallError}.
 */
export async function askMsal(options: Options, scope: Scope): Promise<Fresh> {
  const { credential } = options;
  try {
    return freshOf(
      credential.kind === 'managed'
        ? await askMachine(options, credential, scope)
        : await askEntra(options, credential, scope),
    );
  } catch (error) {
    throw failureOf(error);
  }
}

/** https://learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow */
function askEntra(
  { http, login, appId }: Options,
  credential: Exclude<Credential, { kind: 'managed' }>,
  { tenant, scope }: Scope,
): Promise<AuthenticationResult | null> {
  const networkClient = msalNetwork(http, [new URL(login).origin], carrier);
  const app = new ConfidentialClientApplication({
    auth: { clientId: appId, ...authorityOf(login, tenant), ...proofOf(credential) },
    system: { networkClient, loggerOptions: silent },
  });
  return app.acquireTokenByClientCredential({
    scopes: [scope],
    skipCache: true,
    // The environment could name a region, and with it another host.
    azureRegion: 'DisableMsalForceRegion',
  });
}

/**
 * What MSAL would look up is told to it: it calls the token endpoint and nothing else, so that the
 * configuration names every host. It takes authorities by https alone; that of a double is by name
 * only, and the endpoint is where the configuration says.
 */
function authorityOf(login: string, tenant: string) {
  const { host } = new URL(login);
  const authority = `https://${host}/${tenant}`;
  return {
    authority,
    knownAuthorities: [host],
    authorityMetadata: JSON.stringify({
      issuer: `${authority}/v2.0`,
      authorization_endpoint: `${authority}/oauth2/v2.0/authorize`,
      token_endpoint: `${login}/${tenant}/oauth2/v2.0/token`,
      jwks_uri: `${authority}/discovery/v2.0/keys`,
    }),
  };
}

function proofOf(credential: Exclude<Credential, { kind: 'managed' }>) {
  if (credential.kind === 'secret') return { clientSecret: credential.secret };
  const { certificate, privateKey } = credential;
  const thumbprintSha256 = new X509Certificate(certificate).fingerprint256.replaceAll(':', '');
  return { clientCertificate: { thumbprintSha256, privateKey } };
}

/**
 * MSAL finds the endpoint by the environment, once a process, and keeps the first network client.
 * Its own tries again would wait for up to a minute; the deliveries do that.
 */
function askMachine(
  { http, appId }: Options,
  { origins }: Extract<Credential, { kind: 'managed' }>,
  { scope }: Scope,
): Promise<AuthenticationResult> {
  const networkClient = msalNetwork(http, origins, carrier);
  const app = new ManagedIdentityApplication({
    managedIdentityIdParams: { userAssignedClientId: appId },
    system: { networkClient, loggerOptions: silent, disableInternalRetries: true },
  });
  return app.acquireToken({ resource: scope, forceRefresh: true });
}

/** Its lines may hold what it sent and got. */
const silent = { loggerCallback: () => {}, piiLoggingEnabled: false, logLevel: LogLevel.Error };

/** MSAL passes its own errors on as they are, and drops the cause of all others. */
const carrier: Carrier = (failure) =>
  Object.assign(new AuthError('network_error', ''), { cause: failure });

function failureOf(error: unknown): TeamsCallError {
  if (error instanceof TeamsCallError) return error;
  if (error instanceof AuthError && error.cause instanceof TeamsCallError) return error.cause;
  // Not its message, nor itself as the cause: they repeat what the other side said at length.
  const code = error instanceof AuthError ? error.errorCode : '';
  const known = /^[a-z_]{1,60}$/u.test(code) ? code : 'unknown fault';
  return TeamsCallError.unanswered('Entra', new Error(`MSAL made no token of it (${known})`));
}

const SHORTEST_MS = 1_000;

/** By the machine's clock, which is MSAL's; it rounds to whole seconds, so that less is nothing. */
function freshOf(got: AuthenticationResult | null): Fresh {
  const token: unknown = got?.accessToken;
  const livesMs = (got?.expiresOn?.getTime() ?? Number.NaN) - Date.now();
  if (typeof token === 'string' && /^[\x21-\x7e]+$/u.test(token) && livesMs >= SHORTEST_MS) {
    return { token, livesMs };
  }
  throw new TeamsCallError('Entra', { status: 200, code: 'no_token', token: true });
}
