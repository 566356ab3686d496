import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  CompactSign,
  exportJWK,
  generateKeyPair,
  type CryptoKey,
  type JWK,
  type JWTHeaderParameters,
} from 'jose';
import { onTestFinished } from 'vitest';
import type { z } from 'zod';
import { createAuthenticator } from '../../../src/identity/authenticate.ts';
import type { AuthenticatorOptions } from '../../../src/identity/authentication.ts';
import { identitiesConfig } from '../../../src/identity/config.ts';

/** The moment at which every test of this folder plays, in milliseconds. */
export const now = Date.parse('2026-11-22T12:00:00Z');
const seconds = now / 1_000;

/** A real issuer on this machine: discovery document, key set, and tokens signed with its key. */
export async function startIssuer(alg = 'ES256') {
  const { publicKey, privateKey } = await generateKeyPair(alg, { extractable: true });
  const jwk: JWK = { ...(await exportJWK(publicKey)), kid: 'key-1', alg, use: 'sig' };
  const published: { keys: JWK[] } = { keys: [jwk] };
  const hits: string[] = [];
  const answers = new Map<string, unknown>();
  const server = createServer((request, response) => {
    hits.push(request.url ?? '');
    const answer = answers.get(request.url ?? '');
    response.statusCode = answer === undefined ? 404 : 200;
    response.end(JSON.stringify(answer ?? null));
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  onTestFinished(() => void server.close());
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  answers.set('/jwks', published);
  answers.set('/.well-known/openid-configuration', { issuer: url, jwks_uri: `${url}/jwks` });

  return {
    url,
    jwk,
    published,
    hits,
    answers,
    privateKey,
    /** A genuine token; a claim that is undefined is left out. */
    token: (claims: object = {}, header: object = {}) =>
      signed({ iss: url, ...goodClaims, ...claims }, { alg, kid: 'key-1', ...header }, privateKey),
  };
}

export type IssuerDouble = Awaited<ReturnType<typeof startIssuer>>;

/** What a deployment job of GitHub Actions says of itself. */
export const goodClaims = {
  aud: 'https://countersign.test',
  sub: 'repo:octo-org@7/payments@42:environment:production',
  iat: seconds,
  nbf: seconds - 600,
  exp: seconds + 300,
  jti: 'b5b8a1f6',
  repository: 'octo-org/payments',
  repository_id: '42',
  repository_owner_id: '7',
  environment: 'production',
  job_workflow_ref: 'octo-org/payments/.github/workflows/deploy.yml@refs/heads/main',
  event_name: 'push',
  ref: 'refs/heads/main',
  actor: 'ada',
  actor_id: '1001',
};

/** Signs the text as it is given, so that what no honest writer would say can be said. */
export function signed(
  payload: object | string,
  header: JWTHeaderParameters,
  key: CryptoKey | Uint8Array,
): Promise<string> {
  const text = typeof payload === 'string' ? payload : JSON.stringify(payload);
  return new CompactSign(new TextEncoder().encode(text)).setProtectedHeader(header).sign(key);
}

type Config = z.input<typeof identitiesConfig>;
type IssuerInput = NonNullable<Config['issuers']>[number];

/** The service's side: trusts the double as `ci`, and knows one bot of repository 42. */
export function trusting(
  double: IssuerDouble,
  issuer: Partial<IssuerInput> = {},
  claims: { [claim: string]: string } = { repository_id: '42' },
  more: Partial<AuthenticatorOptions> = {},
) {
  const config = identitiesConfig.parse({
    issuers: [
      {
        name: 'ci',
        issuer: double.url,
        audience: 'https://countersign.test',
        preset: 'github-actions',
        ...issuer,
      },
    ],
    identities: [{ id: 'deploy-bot', name: 'Deploy bot', oidc: [{ issuer: 'ci', claims }] }],
  });
  const authenticate = createAuthenticator({ ...config, fetchJson, now: () => now, ...more });
  return (token: string) => authenticate(`Bearer ${token}`);
}

export async function fetchJson(url: string): Promise<unknown> {
  const response = await fetch(url, { redirect: 'error' });
  if (!response.ok) throw new Error(`status ${response.status}`);
  return response.json();
}
