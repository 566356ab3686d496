import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { isRateLimited, toChatFailure } from '../../src/chat/slack/failure.ts';
import { staticToken } from '../../src/chat/slack/tokens.ts';
import { createTransport } from '../../src/chat/slack/transport.ts';
import { slackClient } from '../../src/chat/slack/web-api.ts';

/** What a call to something that answers like this fails with. */
async function failureOf(answer: RequestListener, timeoutMs = 5_000): Promise<unknown> {
  const server = createServer(answer).listen(0, '127.0.0.1');
  onTestFinished(() => void (server.closeAllConnections(), server.close()));
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return callTo(`http://127.0.0.1:${port}/api/`, timeoutMs);
}

async function callTo(apiUrl: string, timeoutMs = 5_000): Promise<unknown> {
  const token = staticToken('xoxb-1');
  const client = slackClient({ token, transport: createTransport(), timeoutMs, apiUrl });
  return client.call('views.publish', { user_id: 'U1', view: { type: 'home', blocks: [] } }).then(
    () => null,
    (error: unknown) => error,
  );
}

const status =
  (code: number, headers = {}, body = ''): RequestListener =>
  (_, response) =>
    response.writeHead(code, headers).end(body);
const says = (body: string) => status(200, { 'content-type': 'application/json' }, body);
const refuses = (error: string, more = {}) => says(JSON.stringify({ ok: false, error, ...more }));

it.each<[string, RequestListener, object]>([
  [
    'a rate limit',
    status(429, { 'retry-after': '7' }),
    { kind: 'retry', retryAfterMs: 7_000, ambiguous: false },
  ],
  ['a rate limit of somebody else', status(429), { kind: 'retry', ambiguous: true }],
  [
    'a connection that breaks before the answer',
    ({ socket }) => void socket.destroy(),
    { kind: 'retry', ambiguous: true },
  ],
  [
    'a body that breaks off',
    (_, response) => {
      response.writeHead(200, { 'content-length': '100' });
      response.write('{"ok":', () => response.destroy());
    },
    { kind: 'retry', ambiguous: true },
  ],
  ['an answer that is too long', says('x'.repeat(10_000_000)), { kind: 'retry', ambiguous: true }],
  ['status 502', status(502), { kind: 'retry', ambiguous: true }],
  ['status 404', status(404), { kind: 'retry', ambiguous: false }],
  ['a way elsewhere', status(307, { location: '/api/' }), { kind: 'retry', ambiguous: true }],
  ['a page of a proxy', says('<html>Bad gateway</html>'), { kind: 'retry', ambiguous: true }],
  ['JSON that is no answer', says('null'), { kind: 'retry', ambiguous: true }],
  ['an answer without ok', says('{}'), { kind: 'retry', ambiguous: true }],
  ['internal_error', refuses('internal_error'), { kind: 'retry', ambiguous: true }],
  ['ratelimited', refuses('ratelimited'), { kind: 'retry', ambiguous: false }],
  ['message_not_found', refuses('message_not_found'), { kind: 'gone' }],
  ['cant_update_message', refuses('cant_update_message'), { kind: 'gone' }],
  ['invalid_blocks', refuses('invalid_blocks'), { kind: 'rejected' }],
  ['msg_too_long', refuses('msg_too_long'), { kind: 'rejected' }],
  ['an error of tomorrow', refuses('brand_new_error'), { kind: 'rejected' }],
  ['not_in_channel', refuses('not_in_channel'), { kind: 'unavailable' }],
])('%s', async (_, answer, expected) => {
  expect(toChatFailure(await failureOf(answer), 'C1')).toMatchObject(expected);
});

it('nobody there', async () => {
  const failure = toChatFailure(await callTo('http://127.0.0.1:1/api/'));
  expect(failure).toMatchObject({ kind: 'retry', ambiguous: true });
});

it('an answer that never comes is not waited for', async () => {
  const failure = toChatFailure(await failureOf(() => {}, 20));
  expect(failure).toMatchObject({ kind: 'retry', ambiguous: true });
  expect(failure.message).toContain('within 0.02 s');
});

it('a refusal for asking too often is told from others', async () => {
  const limits = [status(429, { 'retry-after': '7' }), refuses('ratelimited')];
  for (const limit of limits) expect(isRateLimited(await failureOf(limit))).toBe(true);
  for (const other of [status(503), refuses('user_not_found')]) {
    expect(isRateLimited(await failureOf(other))).toBe(false);
  }
});

it('names the channel in what is to be done', async () => {
  const failure = toChatFailure(await failureOf(refuses('not_in_channel')), 'C1');
  expect(failure.message).toContain('not in C1');
});

it('says what Slack finds wrong with the blocks', async () => {
  const messages = ['[ERROR] must be less than 3001 characters [json-pointer:/blocks/0/text]'];
  const refusal = refuses('invalid_blocks', { response_metadata: { messages } });
  const failure = toChatFailure(await failureOf(refusal));
  expect(failure.message).toContain('less than 3001');
});

it('says nothing of what a broken answer held', async () => {
  const broken = says('<html>secret</html>');
  expect(toChatFailure(await failureOf(broken)).message).not.toContain('secret');
});
