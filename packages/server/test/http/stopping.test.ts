import { once } from 'node:events';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, expect, it } from 'vitest';
import { anApi, type Api } from '../support/api.ts';

let api: Api;
afterEach(() => api.close());

it('what arrives while the service stops is answered, and its connection is closed', async () => {
  api = await anApi();
  const accepted = once(api.http.server, 'connection');
  const socket = connect(Number(new URL(api.url).port), '127.0.0.1');
  const [served] = await accepted;
  const begun = once(served, 'data');
  socket.write('GET /v1/requests HTTP/1.1\r\n');
  await begun;
  const stopped = api.http.close();
  socket.write(`Host: x\r\nAuthorization: Bearer ${api.keys.ci}\r\n\r\n`);
  const answer = (await text(socket)).toLowerCase();
  await stopped;
  expect(answer).toContain('200 ok');
  expect(answer).toContain('connection: close');
});
