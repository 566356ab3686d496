import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, expect, it, vi } from 'vitest';
import { createHttp } from '../../src/chat/teams/http.ts';
import { createTokens, type Credential } from '../../src/chat/teams/tokens.ts';
import { credentialOf } from '../../src/teams-credential.ts';
import { APP, TENANT } from './desk.ts';

const seen: { url: URL; headers: { [name: string]: unknown } }[] = [];

/** As App Service answers: without `expires_in`, and the end as text. */
const server = createServer(({ url = '', headers }, response) => {
  seen.push({ url: new URL(url, 'http://x'), headers });
  const body = {
    access_token: `t${seen.length}`,
    expires_on: String(Math.floor(Date.now() / 1_000) + 86_400),
    resource: 'https://api.botframework.com',
    token_type: 'Bearer',
    client_id: APP,
  };
  response.setHeader('content-type', 'application/json').end(JSON.stringify(body));
});
await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
const http = createHttp(Date.now);
afterAll(async () => {
  vi.unstubAllEnvs();
  await http.close();
  server.closeAllConnections();
  server.close();
});

/** MSAL looks at the environment once in a process: what it finds there holds for this file. */
vi.stubEnv('IDENTITY_ENDPOINT', `http://127.0.0.1:${(server.address() as AddressInfo).port}/msi`);
vi.stubEnv('IDENTITY_HEADER', 'the-header');

function tokens(credential: Credential = credentialOf({}, process.env)) {
  let now = Date.now();
  const login = 'https://login.microsoftonline.com';
  const source = createTokens({ http, login, appId: APP, credential, now: () => now });
  return {
    get: () => source.get({ tenant: TENANT, scope: 'https://api.botframework.com/.default' }),
    pass: (ms: number) => void (now += ms),
  };
}

it('the identity of App Service needs no secret, and its token serves for a day', async () => {
  const { get, pass } = tokens();
  expect(await get()).toBe('t1');
  const [{ url, headers } = { url: new URL('x:'), headers: {} }] = seen;
  expect(url.pathname).toBe('/msi');
  expect(Object.fromEntries(url.searchParams)).toEqual({
    'api-version': '2019-08-01',
    resource: 'https://api.botframework.com',
    client_id: APP,
  });
  expect(headers['x-identity-header']).toBe('the-header');
  pass(23 * 3_600_000);
  expect(await get()).toBe('t1');
  pass(3_600_000);
  expect(await get()).toBe('t2');
});
