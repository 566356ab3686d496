import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import { createGuardedFetch, type GuardedFetchOptions } from '../../src/outbound/guarded-fetch.ts';

/** A server on this machine that counts who reaches it. */
export async function startServer(answer: RequestListener = (_, response) => response.end('{}')) {
  const hits: { method?: string; url?: string }[] = [];
  const server = createServer((request, response) => {
    hits.push({ method: request.method ?? '', url: request.url ?? '' });
    answer(request, response);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return { port, url: `http://127.0.0.1:${port}`, hits };
}

export function guardedFetch(options: Partial<GuardedFetchOptions> = {}) {
  const fetch = createGuardedFetch({ timeoutMs: 10_000, maxBytes: 10_000, ...options });
  onTestFinished(() => fetch.close());
  return fetch;
}
