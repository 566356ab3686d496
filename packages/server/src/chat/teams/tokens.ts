import { createHash, createPrivateKey, randomUUID, X509Certificate } from 'node:crypto';
import { SignJWT } from 'jose';
import { z } from 'zod';
import type { Http, HttpAnswer } from './http.ts';
import { TeamsCallError } from './call-error.ts';

/** How the app proves itself to Entra. */
export type Credential =
  | { kind: 'secret'; secret: string }
  /** PEM of the certificate and of its private key. */
  | { kind: 'certificate'; certificate: string; privateKey: string }
  /** The machine's own identity in Azure; nothing to keep. */
  | { kind: 'managed'; endpoint: string | undefined; header: string | undefined };

export type Scope = { tenant: string; scope: string };

export type TokenSource = {
  /** A token that is good for a few minutes at least. Rejects with {@link TeamsCallError}. */
  get(scope: Scope): Promise<string>;
  /** The other side refused it: the next one is a new one. */
  forget(scope: Scope): void;
};

export type TokensOptions = {
  http: Http;
  /** Of the cloud, `https://login.microsoftonline.com`. */
  login: string;
  appId: string;
  credential: Credential;
  now: () => number;
};

const EARLY_MS = 5 * 60_000;
const TIMEOUT_MS = 5_000;

const answered = z.object({
  access_token: z.string().min(1),
  // The machine's own endpoints write it as text.
  expires_in: z.coerce.number().positive(),
});

/** Tokens of the app itself, kept until shortly before their end (RFC 6749, 4.4). */
export function createTokens(options: TokensOptions): TokenSource {
  const { now } = options;
  const known = new Map<string, { token: Promise<string>; until: number }>();

  return {
    get(scope) {
      const key = keyOf(scope);
      const kept = known.get(key);
      if (kept !== undefined && now() < kept.until) return kept.token;
      const asked = ask(options, scope);
      const entry = { token: asked.then(({ token }) => token), until: Infinity };
      known.set(key, entry);
      asked.then(
        ({ expiresInMs }) => (entry.until = now() + Math.max(0, expiresInMs - EARLY_MS)),
        () => known.get(key) === entry && known.delete(key),
      );
      return entry.token;
    },
    forget: (scope) => void known.delete(keyOf(scope)),
  };
}

function keyOf({ tenant, scope }: Scope): string {
  return `${tenant} ${scope}`;
}

async function ask(options: TokensOptions, scope: Scope) {
  const { credential } = options;
  const answer = await (
    credential.kind === 'managed'
      ? askMachine(options, credential, scope)
      : askEntra(options, credential, scope)
  ).catch((error: unknown) => {
    throw TeamsCallError.unanswered('Entra', error);
  });
  const got = answered.safeParse(answer.body);
  if (answer.status !== 200 || !got.success) throw refusedToken(answer);
  return { token: got.data.access_token, expiresInMs: got.data.expires_in * 1_000 };
}

async function askEntra(
  { http, login, appId, now }: TokensOptions,
  credential: Exclude<Credential, { kind: 'managed' }>,
  { tenant, scope }: Scope,
): Promise<HttpAnswer> {
  const url = `${login}/${tenant}/oauth2/v2.0/token`;
  const proof =
    credential.kind === 'secret'
      ? { client_secret: credential.secret }
      : {
          client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
          client_assertion: await assertion(credential, {
            appId,
            audience: url,
            at: Math.floor(now() / 1_000),
          }),
        };
  const form = { grant_type: 'client_credentials', client_id: appId, scope };
  return http({
    method: 'POST',
    url,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(Object.entries({ ...form, ...proof })).toString(),
    timeoutMs: TIMEOUT_MS,
  });
}

/** https://learn.microsoft.com/entra/identity-platform/certificate-credentials */
async function assertion(
  { certificate, privateKey }: Extract<Credential, { kind: 'certificate' }>,
  { appId, audience, at }: { appId: string; audience: string; at: number },
): Promise<string> {
  const thumbprint = createHash('sha256').update(new X509Certificate(certificate).raw);
  return new SignJWT({})
    .setProtectedHeader({ alg: 'PS256', typ: 'JWT', 'x5t#S256': thumbprint.digest('base64url') })
    .setAudience(audience)
    .setIssuer(appId)
    .setSubject(appId)
    .setJti(randomUUID())
    .setIssuedAt(at)
    .setNotBefore(at)
    .setExpirationTime(at + 300)
    .sign(createPrivateKey(privateKey));
}

/**
 * App Service and Container Apps name an endpoint; a virtual machine has a fixed one.
 * https://learn.microsoft.com/azure/app-service/overview-managed-identity#rest-endpoint-reference
 */
async function askMachine(
  { http, appId }: TokensOptions,
  { endpoint, header }: Extract<Credential, { kind: 'managed' }>,
  { scope }: Scope,
): Promise<HttpAnswer> {
  const url = new URL(endpoint ?? 'http://169.254.169.254/metadata/identity/oauth2/token');
  url.searchParams.set('api-version', endpoint === undefined ? '2018-02-01' : '2019-08-01');
  url.searchParams.set('resource', scope.replace(/\/\.default$/u, ''));
  url.searchParams.set('client_id', appId);
  const headers: { [name: string]: string } =
    header === undefined ? { metadata: 'true' } : { 'x-identity-header': header };
  return http({ method: 'GET', url: url.href, headers, timeoutMs: TIMEOUT_MS });
}

const refusal = z.object({ error: z.string(), error_description: z.string().default('') });

function refusedToken({ status, retryAfterMs, body }: HttpAnswer): TeamsCallError {
  const said = refusal.safeParse(body).data;
  // AADSTS7000215 and the like; the rest of the description names internals at length.
  const code = /^AADSTS\d+/u.exec(said?.error_description ?? '')?.[0] ?? said?.error;
  return new TeamsCallError('Entra', { status, code, retryAfterMs, token: true });
}
