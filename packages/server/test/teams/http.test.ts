import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { createHttp } from '../../src/chat/teams/http.ts';

const NOW = Date.UTC(2026, 10, 22, 12);

async function calling(listener: RequestListener) {
  const server = createServer(listener);
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const http = createHttp(() => NOW);
  onTestFinished(async () => {
    server.closeAllConnections();
    server.close();
    await http.close();
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/x`;
  return (timeoutMs = 5_000) => http({ method: 'GET', url, headers: {}, timeoutMs });
}

it('gives up on who does not answer', async () => {
  const call = await calling(() => {});
  await expect(call(50)).rejects.toThrow(/timeout/iu);
});

it('gives up on who begins an answer and does not end it', async () => {
  const call = await calling((_, response) => void response.write('{'));
  await expect(call(50)).rejects.toThrow(/timeout|abort/iu);
});

it('goes nowhere else with a token', async () => {
  const seen: string[] = [];
  const call = await calling((request, response) => {
    seen.push(request.url ?? '');
    response.writeHead(307, { location: '/elsewhere' }).end();
  });
  expect(await call()).toMatchObject({ status: 307 });
  expect(seen).toEqual(['/x']);
});

it('does not take in an answer without end', async () => {
  const call = await calling((_, response) => void response.end('x'.repeat(5_000_000)));
  await expect(call()).rejects.toMatchObject({ code: 'UND_ERR_RES_EXCEEDED_MAX_SIZE' });
});

it.each([
  ['7', 7_000],
  ['0', 1_000],
  ['31536000', 31_536_000_000],
  ['Sun, 22 Nov 2026 12:00:30 GMT', 30_000],
  ['Sun, 22 Nov 2026 11:00:00 GMT', 1_000],
  ['soon', undefined],
  ['-1', undefined],
])('reads Retry-After: %s', async (after, retryAfterMs) => {
  const call = await calling((_, response) =>
    response.writeHead(429, { 'retry-after': after }).end('busy'),
  );
  expect(await call()).toEqual({ status: 429, retryAfterMs, body: 'busy' });
});
