import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { inspect } from 'node:util';
import { expect, it, onTestFinished, vi } from 'vitest';
import { toChatFailure } from '../../src/chat/teams/failure.ts';
import { createHttp } from '../../src/chat/teams/http.ts';
import { createTokens } from '../../src/chat/teams/tokens.ts';
import { APP, TENANT } from './desk.ts';

const SECRET = 'abc8Q~very-secret-value';
const good = { token_type: 'Bearer', access_token: 'aaa.bbb.ccc', expires_in: 3_599 };

type Answer = { status?: number; headers?: { [name: string]: string }; body: unknown };

async function answered(...answers: Answer[]) {
  let at = 0;
  const server = createServer((request, response) => {
    request.resume();
    const { status = 200, headers = {}, body } = answers[at] ?? { body: null };
    at += 1;
    response.writeHead(status, headers).end(typeof body === 'string' ? body : JSON.stringify(body));
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const http = createHttp(Date.now);
  onTestFinished(async () => {
    server.closeAllConnections();
    server.close();
    await http.close();
  });
  const login = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const credential = { kind: 'secret', secret: SECRET } as const;
  const tokens = createTokens({ http, login, appId: APP, credential, now: Date.now });
  const get = () => tokens.get({ tenant: TENANT, scope: 'https://api.botframework.com/.default' });
  return { get, asked: () => at };
}

it.each([
  ['nothing', ''],
  ['null', null],
  ['a page', '<html>Sign in</html>'],
  ['a list', [good]],
  ['a number', 7],
  ['an empty object', {}],
  ['no token', { ...good, access_token: undefined }],
  ['an empty token', { ...good, access_token: '' }],
  ['a number for a token', { ...good, access_token: 5 }],
  ['an object for a token', { ...good, access_token: { a: 1 } }],
  ['a token of two lines', { ...good, access_token: 'a\r\nx-evil: 1' }],
  ['a token with a space', { ...good, access_token: 'a b' }],
  ['no end', { ...good, expires_in: undefined }],
  ['an end that is a word', { ...good, expires_in: 'soon' }],
  ['an end in the past', { ...good, expires_in: -10 }],
  ['an end that is no date', { ...good, expires_in: 1e300 }],
  ['an error with status 200', { error: 'invalid_client', error_description: 'AADSTS1: no' }],
  ['an error that is an object', { error: { code: {} }, error_codes: 'x' }],
  ['an identity token that is none', { ...good, id_token: 'x.y.z', client_info: '%%%' }],
])('%s for a token is an error, and the next one is asked for anew', async (_, body) => {
  const { get, asked } = await answered({ body }, { body: good });
  const error: unknown = await get().catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ name: 'TeamsCallError', token: true });
  expect(toChatFailure(error, 'post', 'x')).toMatchObject({ kind: 'retry', ambiguous: false });
  expect(await get()).toBe('aaa.bbb.ccc');
  expect(asked()).toBe(2);
});

it.each([
  [{ status: 503, headers: { 'retry-after': '7' }, body: 'busy' }, { retryAfterMs: 7_000 }],
  [{ status: 429, headers: { 'retry-after': '7' }, body: {} }, { retryAfterMs: 7_000 }],
  [{ status: 500, body: { error: 'server_error' } }, { code: 'server_error' }],
  [{ status: 302, headers: { location: 'http://127.0.0.1:1/' }, body: '' }, {}],
  [
    { status: 400, headers: { 'retry-after': '7' }, body: { error: 'slow_down' } },
    { code: 'slow_down', retryAfterMs: 7_000 },
  ],
])('%o tells what there is to tell, and keeps nobody away', async (answer, more) => {
  const { get } = await answered(answer, { body: good });
  await expect(get()).rejects.toMatchObject({ status: answer.status, token: true, ...more });
  expect(await get()).toBe('aaa.bbb.ccc');
});

it.each([
  {
    status: 401,
    body: {
      error: 'invalid_client',
      error_description: `AADSTS7000215: Invalid client secret ${SECRET}.`,
    },
  },
  { status: 401, body: { error: `no ${SECRET}` } },
  { status: 401, body: `<html>${SECRET}</html>` },
  { body: { error: 'x', error_description: SECRET, suberror: SECRET, trace_id: SECRET } },
  { body: { ...good, access_token: `${SECRET}\n` } },
])('an echo of the secret is in no error and on no console: %o', async (answer) => {
  const lines = (['debug', 'log', 'info', 'warn', 'error'] as const).map((level) =>
    vi.spyOn(console, level).mockImplementation(() => {}),
  );
  onTestFinished(() => void vi.restoreAllMocks());
  const { get } = await answered(answer);
  const error: unknown = await get().catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ name: 'TeamsCallError' });
  expect(inspect(error, { depth: 20, showHidden: true })).not.toContain(SECRET);
  expect(lines.flatMap(({ mock }) => mock.calls)).toEqual([]);
});

it('a credential that Entra refuses is for the operator to repair', async () => {
  const { get } = await answered({
    status: 401,
    body: { error: 'invalid_client', error_description: 'AADSTS7000222: expired.' },
  });
  const error: unknown = await get().catch((thrown: unknown) => thrown);
  expect(toChatFailure(error, 'post', 'x')).toMatchObject({
    kind: 'unavailable',
    message: expect.stringMatching(/secret or certificate.*\(AADSTS7000222\)/u),
  });
});
