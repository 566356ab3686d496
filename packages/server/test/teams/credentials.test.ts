import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { startTeamsDouble, type TeamsDoubleOptions } from '@countersign/emulator';
import { decodeJwt, decodeProtectedHeader } from 'jose';
import { expect, it, onTestFinished } from 'vitest';
import { createHttp } from '../../src/chat/teams/http.ts';
import { createTokens, type Credential } from '../../src/chat/teams/tokens.ts';
import { APP, TENANT } from './desk.ts';
import { selfSigned } from './self-signed.ts';

const SECRET = 'abc8Q~secret&=% /+ü';
const bot = 'https://api.botframework.com/.default';
const graph = 'https://graph.microsoft.com/.default';

function tokensAt(login: string, credential: Credential) {
  let now = Date.UTC(2026, 10, 22);
  const http = createHttp(() => now);
  onTestFinished(() => http.close());
  const tokens = createTokens({ http, login, appId: APP, credential, now: () => now });
  return {
    get: (scope = bot, tenant = TENANT) => tokens.get({ tenant, scope }),
    forget: () => tokens.forget({ tenant: TENANT, scope: bot }),
    pass: (ms: number) => void (now += ms),
  };
}

async function aDouble(options: Partial<TeamsDoubleOptions> = {}) {
  const double = await startTeamsDouble({
    tenantId: TENANT,
    bot: { appId: APP, secret: SECRET },
    ...options,
  });
  onTestFinished(() => double.close());
  const asked = () => double.calls().filter(({ operation }) => operation === 'token').length;
  return { double, asked };
}

/** Entra as it looks from the wire: what it was sent, and one token after the other. */
async function aWire() {
  const seen: { method?: string; url: URL; headers: object; form: URLSearchParams }[] = [];
  const server = createServer((request, response) => {
    let text = '';
    request.setEncoding('utf8').on('data', (part: string) => (text += part));
    request.on('end', () => {
      const { method = '', url = '', headers } = request;
      const form = new URLSearchParams(text);
      seen.push({ method, url: new URL(url, 'http://x'), headers, form });
      const body = { token_type: 'Bearer', access_token: `t${seen.length}`, expires_in: 3_599 };
      response.setHeader('content-type', 'application/json').end(JSON.stringify(body));
    });
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { seen, login: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

it('a secret gets a token for each resource', async () => {
  const { double, asked } = await aDouble();
  const { get } = tokensAt(double.entraUrl, { kind: 'secret', secret: SECRET });
  const tokens = [await get(bot), await get(graph)];
  expect(tokens.map((token) => decodeJwt(token).aud)).toEqual([
    'https://api.botframework.com',
    'https://graph.microsoft.com',
  ]);
  expect(asked()).toBe(2);
});

it('a certificate gets a token, and another one gets none', async () => {
  const mine = selfSigned();
  const { double } = await aDouble({ bot: { appId: APP, certificate: mine.certificate } });
  const tokenOf = async (pair: { certificate: string; privateKey: string | Buffer }) => {
    const { certificate, privateKey } = pair;
    const credential = {
      kind: 'certificate',
      certificate,
      privateKey: String(privateKey),
    } as const;
    return tokensAt(double.entraUrl, credential).get();
  };
  expect(decodeJwt(await tokenOf(mine)).aud).toBe('https://api.botframework.com');
  const refused = { status: 401, code: 'AADSTS700027', token: true };
  await expect(tokenOf(selfSigned())).rejects.toMatchObject(refused);
  const { privateKey } = selfSigned();
  await expect(tokenOf({ ...mine, privateKey })).rejects.toMatchObject(refused);
});

it('a secret goes to the token endpoint of the tenant in the body, and nothing about the machine does', async () => {
  const { seen, login } = await aWire();
  await tokensAt(login, { kind: 'secret', secret: SECRET }).get();
  expect(seen).toHaveLength(1);
  const [call] = seen;
  expect(call?.method).toBe('POST');
  expect(call?.url.pathname).toBe(`/${TENANT}/oauth2/v2.0/token`);
  expect([...(call?.url.searchParams.keys() ?? [])]).toEqual(['client-request-id']);
  expect(Object.fromEntries(call?.form ?? [])).toEqual({
    grant_type: 'client_credentials',
    client_id: APP,
    client_secret: SECRET,
    scope: bot,
    'client-request-id': expect.any(String),
  });
  expect(Object.keys(call?.headers ?? {}).filter((name) => name.startsWith('x-'))).toEqual([]);
});

it('a certificate proves itself by a signed assertion of ten minutes, for that endpoint', async () => {
  const { certificate, privateKey, thumbprint } = selfSigned();
  const { seen, login } = await aWire();
  await tokensAt(login, { kind: 'certificate', certificate, privateKey }).get();
  const form = seen[0]?.form;
  expect(form?.get('client_secret')).toBeNull();
  expect(form?.get('client_assertion_type')).toBe(
    'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
  );
  const assertion = form?.get('client_assertion') ?? '';
  expect(decodeProtectedHeader(assertion)).toMatchObject({ alg: 'PS256', 'x5t#S256': thumbprint });
  const { iss, sub, aud, exp, nbf = 0, jti } = decodeJwt(assertion);
  const audience = `${login}/${TENANT}/oauth2/v2.0/token`;
  expect({ iss, sub, aud }).toEqual({ iss: APP, sub: APP, aud: audience });
  expect(exp).toBe(nbf + 600);
  expect(jti).toBeTypeOf('string');
});

it('each tenant is asked for itself', async () => {
  const { seen, login } = await aWire();
  const { get } = tokensAt(login, { kind: 'secret', secret: SECRET });
  const other = '528DBE3F-15e0-4e37-84a1-00cc305847dd';
  expect([await get(graph), await get(graph, other)]).toEqual(['t1', 't2']);
  expect(seen.map(({ url }) => url.pathname.toLowerCase().split('/')[1])).toEqual([
    TENANT,
    other.toLowerCase(),
  ]);
});

it('a token serves until five minutes before its end, and those who ask together ask once', async () => {
  const { login, seen } = await aWire();
  const { get, pass } = tokensAt(login, { kind: 'secret', secret: SECRET });
  expect(await Promise.all([get(), get()])).toEqual(['t1', 't1']);
  pass(54 * 60_000);
  expect(await get()).toBe('t1');
  pass(60_000);
  expect(await get()).toBe('t2');
  await get(graph);
  expect(seen).toHaveLength(3);
});

it('a token that was refused is not given out again', async () => {
  const { login } = await aWire();
  const { get, forget } = tokensAt(login, { kind: 'secret', secret: SECRET });
  expect(await get()).toBe('t1');
  forget();
  expect(await get()).toBe('t2');
});
