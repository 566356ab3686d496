import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { problem } from '@countersign/core/wire/problem';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { anApi, type Api } from '../support/api.ts';

let api: Api;
beforeEach(async () => {
  api = await anApi();
});
afterEach(() => api.close());

const LONG = 'x'.repeat(3_000);

it.each([
  ['/v1/requests/%ff', 400, 'malformed'],
  [`/v1/requests/${LONG}`, 422, 'invalid'],
])('problem details answer GET %.30s', async (path, status, code) => {
  const answer = await api.call('GET', path);
  expect(answer.status).toBe(status);
  expect(answer.headers.get('content-type')).toContain('application/problem+json');
  expect(problem.parse(answer.body).code).toBe(code);
  expect(JSON.stringify(answer.body)).not.toContain(LONG);
});

it.each([
  [`GET / HTTP/1.1\r\nHost: x\r\nX-Long: ${'y'.repeat(40_000)}\r\n\r\n`, 'headers_too_large'],
  ['this is not HTTP\r\n\r\n', 'malformed'],
])('problem details answer bytes that are no request: %.30s', async (bytes, code) => {
  const socket = connect(Number(new URL(api.url).port), '127.0.0.1');
  socket.write(bytes);
  const [head = '', body = ''] = (await text(socket)).split('\r\n\r\n');
  expect(head).toContain('application/problem+json');
  expect(problem.parse(JSON.parse(body)).code).toBe(code);
});

it('a body that is no UTF-8 is refused', async () => {
  const response = await fetch(`${api.url}/v1/requests`, {
    method: 'POST',
    headers: { authorization: `Bearer ${api.keys.ci}`, 'content-type': 'application/json' },
    body: new Uint8Array([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]),
  });
  expect(response.status).toBe(400);
  expect(problem.parse(await response.json()).code).toBe('malformed');
});

it('a body of text is refused as such', async () => {
  const headers = { 'content-type': 'text/plain' };
  const answer = await api.call('POST', '/v1/requests', { body: '{}', headers });
  expect(answer).toMatchObject({ status: 415, body: { code: 'unsupported_media_type' } });
});

it('complaints are in good English', async () => {
  const headers = { 'idempotency-key': 'a b' };
  const header = await api.call('POST', '/v1/requests', { body: {}, headers });
  const query = await api.call('GET', '/v1/requests?limit=x');
  const details = [header.body.detail, query.body.detail].join(' ');
  expect(details).toContain('The query does not fit');
  expect(details).not.toMatch(/headers does|querystring/u);
});
