import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { verifyWebhook } from '@countersign/client/webhook/verify';

type Received = { id: string; type: string; request: string };

/** The system that decisions drive: remembers every webhook that it could believe. */
export async function startReceiver(secret: string, now: () => number) {
  const received: Received[] = [];

  async function take({ headers }: IncomingMessage, body: Buffer): Promise<number> {
    try {
      const event = await verifyWebhook({ headers, body, secrets: secret, now: now() });
      const { id, type, data } = event;
      received.push({ id, type, request: (data as { request: string }).request });
      return 204;
    } catch {
      return 401;
    }
  }

  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      void take(request, Buffer.concat(chunks)).then((status) => response.writeHead(status).end());
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
