import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { verifyWebhook } from '@countersign/client/webhook/verify';

export type Received = { id: string; type: string; request: string };

/** The system that decisions drive: remembers every webhook that it could believe. */
export async function startReceiver(secret: string, now: () => number) {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks);
      verifyWebhook({ headers: request.headers, body, secrets: secret, now: now() }).then(
        ({ id, type, data }) => {
          received.push({ id, type, request: (data as { request: string }).request });
          response.writeHead(204).end();
        },
        () => response.writeHead(401).end(),
      );
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/deploy-hook`,
    received,
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}
