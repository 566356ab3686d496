import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { expect, it, onTestFinished } from 'vitest';
import { slackClients } from '../../src/chat/slack/clients.ts';
import { createTransport } from '../../src/chat/slack/transport.ts';

type Got = { url: string; headers: IncomingMessage['headers']; body: string };

async function aSlack(answer: RequestListener = (_, response) => void response.end('{"ok":true}')) {
  const got: Got[] = [];
  let connections = 0;
  const take = async (...[request, response]: Parameters<RequestListener>): Promise<void> => {
    got.push({ url: request.url ?? '', headers: request.headers, body: await text(request) });
    answer(request, response);
  };
  const server = createServer((request, response) => void take(request, response));
  server.on('connection', () => (connections += 1));
  server.listen(0, '127.0.0.1');
  onTestFinished(() => void (server.closeAllConnections(), server.close()));
  await once(server, 'listening');
  const apiUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/`;
  return { got, apiUrl, connections: () => connections };
}

it('what carries blocks goes as JSON, and everything else as a form', async () => {
  const { got, apiUrl } = await aSlack();
  const { interaction } = slackClients(async () => 'xoxb-1', apiUrl);
  const view = { type: 'home' as const, blocks: [] };
  await interaction.call('views.publish', { user_id: 'U1', view });
  await interaction.call('files.completeUploadExternal', {
    files: [{ id: 'F1', title: 'a & b' }],
    channel_id: 'C1',
    thread_ts: '1.1',
  });
  const [published, completed] = got;
  expect(published).toMatchObject({
    url: '/api/views.publish',
    headers: { 'content-type': 'application/json; charset=utf-8', authorization: 'Bearer xoxb-1' },
  });
  expect(JSON.parse(published?.body ?? '')).toEqual({ user_id: 'U1', view });
  expect(completed?.headers['content-type']).toBe('application/x-www-form-urlencoded');
  expect(Object.fromEntries(new URLSearchParams(completed?.body))).toEqual({
    files: '[{"id":"F1","title":"a & b"}]',
    channel_id: 'C1',
    thread_ts: '1.1',
  });
});

it('each call has the token that is good at the time', async () => {
  const { got, apiUrl } = await aSlack();
  const tokens = ['xoxb-old', 'xoxb-new'];
  const { outbox } = slackClients(async () => tokens.shift() ?? '', apiUrl);
  await outbox.call('auth.test', {});
  await outbox.call('auth.test', {});
  expect(got.map(({ headers }) => headers.authorization)).toEqual([
    'Bearer xoxb-old',
    'Bearer xoxb-new',
  ]);
});

it('a file goes where Slack says, without our token', async () => {
  const { got, apiUrl } = await aSlack();
  const { outbox } = slackClients(async () => 'xoxb-1', apiUrl);
  await outbox.put(new URL('/upload/v1/abc?x=1', apiUrl), 'ä');
  expect(got).toMatchObject([{ url: '/upload/v1/abc?x=1', body: 'ä' }]);
  expect(got[0]?.headers).not.toHaveProperty('authorization');
});

it('connections are kept for the next call', async () => {
  const { apiUrl, connections } = await aSlack();
  const { outbox } = slackClients(async () => 'xoxb-1', apiUrl);
  for (let n = 0; n < 10; n += 1) await outbox.call('auth.test', {});
  expect(connections()).toBeLessThan(3);
});

it('no redirect is followed with the token in hand', async () => {
  const slack = await aSlack((_, response) => {
    response.writeHead(307, { location: '/elsewhere' }).end();
  });
  const { outbox } = slackClients(async () => 'xoxb-1', slack.apiUrl);
  await expect(outbox.call('auth.test', {})).rejects.toThrow('307');
  expect(slack.got).toHaveLength(1);
});

it('what was given up while it waited for a connection is not sent after all', async () => {
  const held: (() => void)[] = [];
  const { got, apiUrl } = await aSlack((_, response) => void held.push(() => response.end()));
  const transport = createTransport(1);
  const post = (path: string, timeoutMs: number) =>
    transport(new URL(path, apiUrl), { headers: {}, body: '', timeoutMs });
  const first = post('/first', 5_000);
  await expect(post('/second', 20)).rejects.toThrow('no answer within');
  await expect.poll(() => held.length).toBe(1);
  held[0]?.();
  await first;
  const third = post('/third', 5_000);
  await expect.poll(() => held.length).toBe(2);
  held[1]?.();
  await third;
  expect(got.map(({ url }) => url)).toEqual(['/first', '/third']);
});

it('goes through a proxy where Node is told to, and only there', async () => {
  const proxy = await aSlack();
  setEnv({ http_proxy: new URL(proxy.apiUrl).origin, no_proxy: '', NO_PROXY: '' });
  const apiUrl = 'http://slack.invalid/api/';
  const direct = slackClients(async () => 'xoxb-1', apiUrl).outbox;
  await expect(direct.call('auth.test', {})).rejects.toThrow('did not answer');
  setEnv({ NODE_USE_ENV_PROXY: '1' });
  const proxied = slackClients(async () => 'xoxb-1', apiUrl).outbox;
  await proxied.call('auth.test', {});
  expect(proxy.got.map(({ url }) => url)).toEqual(['http://slack.invalid/api/auth.test']);
});

function setEnv(values: { [name: string]: string }): void {
  const before = { ...process.env };
  Object.assign(process.env, values);
  onTestFinished(() => {
    for (const name of Object.keys(values)) {
      if (before[name] === undefined) Reflect.deleteProperty(process.env, name);
      else process.env[name] = before[name];
    }
  });
}
