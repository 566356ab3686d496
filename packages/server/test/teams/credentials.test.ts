import { decodeJwt, decodeProtectedHeader } from 'jose';
import { expect, it } from 'vitest';
import type { Http, HttpCall } from '../../src/chat/teams/http.ts';
import { createTokens, type Credential } from '../../src/chat/teams/tokens.ts';
import { APP, TENANT } from './desk.ts';
import { selfSigned } from './self-signed.ts';

const LOGIN = 'https://login.microsoftonline.com';
const scope = { tenant: TENANT, scope: 'https://api.botframework.com/.default' };

function tokensOf(credential: Credential, answer = { expires_in: 3_599 as number | string }) {
  let now = Date.UTC(2026, 10, 22);
  const calls: HttpCall[] = [];
  const http: Http = Object.assign(
    async (call: HttpCall) => {
      calls.push(call);
      return {
        status: 200,
        retryAfterMs: undefined,
        body: { access_token: `t${calls.length}`, ...answer },
      };
    },
    { close: async () => {} },
  );
  const tokens = createTokens({ http, login: LOGIN, appId: APP, credential, now: () => now });
  return { tokens, calls, pass: (ms: number) => void (now += ms) };
}

it('a secret is sent to Entra alone, in the body', async () => {
  const { tokens, calls } = tokensOf({ kind: 'secret', secret: 's3cret~value' });
  expect(await tokens.get(scope)).toBe('t1');
  const [call] = calls;
  expect(call).toMatchObject({ method: 'POST', url: `${LOGIN}/${TENANT}/oauth2/v2.0/token` });
  expect(Object.fromEntries(new URLSearchParams(call?.body))).toEqual({
    grant_type: 'client_credentials',
    client_id: APP,
    client_secret: 's3cret~value',
    scope: scope.scope,
  });
});

it('a certificate proves itself by a signed assertion of five minutes', async () => {
  const { certificate, privateKey, thumbprint } = selfSigned();
  const { tokens, calls } = tokensOf({ kind: 'certificate', certificate, privateKey });
  await tokens.get(scope);
  const form = new URLSearchParams(calls[0]?.body);
  const assertion = form.get('client_assertion') ?? '';
  expect(form.get('client_assertion_type')).toBe(
    'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
  );
  expect(decodeProtectedHeader(assertion)).toMatchObject({ alg: 'PS256', 'x5t#S256': thumbprint });
  const { iss, sub, aud, iat = 0, exp, nbf } = decodeJwt(assertion);
  expect({ iss, sub, aud }).toEqual({ iss: APP, sub: APP, aud: calls[0]?.url });
  expect([exp, nbf]).toEqual([iat + 300, iat]);
});

it.each([
  [
    'a virtual machine',
    { kind: 'managed', endpoint: undefined, header: undefined },
    'http://169.254.169.254/metadata/identity/oauth2/token',
    { metadata: 'true' },
  ],
  [
    'App Service',
    { kind: 'managed', endpoint: 'http://127.0.0.1:41/msi/token', header: 'h' },
    'http://127.0.0.1:41/msi/token',
    { 'x-identity-header': 'h' },
  ],
] as const)('the identity of %s needs no secret', async (_, credential, endpoint, headers) => {
  const { tokens, calls } = tokensOf(credential, { expires_in: '86399' });
  await tokens.get(scope);
  const url = new URL(calls[0]?.url ?? '');
  expect(url.origin + url.pathname).toBe(endpoint);
  expect(url.searchParams.get('resource')).toBe('https://api.botframework.com');
  expect(url.searchParams.get('client_id')).toBe(APP);
  expect(calls[0]?.headers).toEqual(headers);
});

it('a token serves until five minutes before its end, and those who ask together ask once', async () => {
  const { tokens, calls, pass } = tokensOf({ kind: 'secret', secret: 's3cret~value' });
  await Promise.all([tokens.get(scope), tokens.get(scope)]);
  pass(54 * 60_000);
  expect(await tokens.get(scope)).toBe('t1');
  pass(60_000);
  expect(await tokens.get(scope)).toBe('t2');
  await tokens.get({ ...scope, scope: 'https://graph.microsoft.com/.default' });
  expect(calls).toHaveLength(3);
});
