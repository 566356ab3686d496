import { expect, it } from 'vitest';
import { createFetchJson } from '../../src/outbound/fetch-json.ts';
import { guardedFetch, startServer } from './server.ts';

it('a host that the operator allows is reached, over http and in private, too', async () => {
  const server = await startServer((_, response) => response.end('{"a":1}'));
  for (const allowed of ['127.0.0.1', `127.0.0.1:${server.port}`]) {
    const response = await guardedFetch({ allowHosts: [allowed] })(server.url);
    expect([response.status, await response.json()]).toEqual([200, { a: 1 }]);
  }
});

it('allowing one port or host allows no other', async () => {
  const server = await startServer();
  const fetch = guardedFetch({ allowHosts: ['127.0.0.1:1', 'localhost', '127.0.0.2'] });
  await expect(fetch(server.url)).rejects.toMatchObject({ name: 'OutboundRefused' });
});

it('plain http to a public address is refused', async () => {
  await expect(guardedFetch()('http://1.1.1.1/')).rejects.toMatchObject({
    name: 'OutboundRefused',
  });
});

it.each(['ftp://127.0.0.1/', 'file:///etc/passwd', 'data:,x', 'http://user:pw@127.0.0.1/'])(
  '%s is refused even where the host is allowed',
  async (url) => {
    const fetch = guardedFetch({ allowHosts: ['127.0.0.1', ''] });
    await expect(fetch(url)).rejects.toMatchObject({ name: 'OutboundRefused' });
  },
);

it('a redirect is answered, never followed', async () => {
  const inner = await startServer();
  const outer = await startServer((_, response) =>
    response.writeHead(302, { location: `${inner.url}/secret` }).end(),
  );
  const response = await guardedFetch({ allowHosts: ['127.0.0.1'] })(outer.url);
  expect([response.status, inner.hits]).toEqual([302, []]);
});

it('an answer over the limit is thrown away', async () => {
  const server = await startServer((_, response) => response.end('x'.repeat(10_001)));
  await expect(guardedFetch({ allowHosts: ['127.0.0.1'] })(server.url)).rejects.toMatchObject({
    name: 'AnswerTooLarge',
  });
});

it('an answer without an end is cut off, too', async () => {
  const server = await startServer((_, response) => {
    const more = (): void => void (response.write('x'.repeat(1_000)) && setImmediate(more));
    response.on('drain', more);
    more();
  });
  await expect(guardedFetch({ allowHosts: ['127.0.0.1'] })(server.url)).rejects.toMatchObject({
    name: 'AnswerTooLarge',
  });
});

it.each(['headers', 'body'])('a server that never sends its %s is given up', async (missing) => {
  const server = await startServer((_, response) => {
    if (missing === 'body') response.writeHead(200).write('x');
  });
  const fetch = guardedFetch({ allowHosts: ['127.0.0.1'], timeoutMs: 50 });
  await expect(fetch(server.url)).rejects.toMatchObject({ name: 'TimeoutError' });
});

it('a body is sent with its headers', async () => {
  let received = '';
  const server = await startServer((request, response) => {
    request.on('data', (part: Buffer) => (received += part.toString()));
    request.on('end', () => response.writeHead(204, { 'x-id': request.headers['x-id'] }).end());
  });
  const response = await guardedFetch({ allowHosts: ['127.0.0.1'] })(server.url, {
    method: 'POST',
    headers: { 'x-id': '7' },
    body: 'ünï',
  });
  expect([response.status, response.headers.get('x-id'), received]).toEqual([204, '7', 'ünï']);
});

it('a refusal never repeats the path or the query', async () => {
  const error: unknown = await guardedFetch()('http://10.0.0.1/hooks/T0K3N?key=T0K3N').catch(
    (thrown: unknown) => thrown,
  );
  expect(String(error)).toContain('10.0.0.1');
  expect(String(error)).not.toContain('T0K3N');
});

it('JSON is taken from an answer of 200 only', async () => {
  const server = await startServer((request, response) => {
    response.statusCode = Number(request.url?.slice(1));
    response.end('{"keys":[]}');
  });
  const fetchJson = createFetchJson(guardedFetch({ allowHosts: ['127.0.0.1'] }));
  expect(await fetchJson(`${server.url}/200`)).toEqual({ keys: [] });
  for (const status of [201, 302, 404, 500]) {
    await expect(fetchJson(`${server.url}/${status}`)).rejects.toThrow(`status ${status}`);
  }
});
