import { expect, it, onTestFinished } from 'vitest';
import { createWebhook } from '../../src/connectors/webhook.ts';
import { createGuardedFetch } from '../../src/outbound/guarded-fetch.ts';
import { startServer } from '../outbound/server.ts';

/** A receiver that answers with this status and more text than is read. */
async function tell(status: number) {
  const { url } = await startServer((_, response) =>
    response.writeHead(status).end('x'.repeat(10_001)),
  );
  const fetch = createGuardedFetch({
    allowHosts: ['127.0.0.1'],
    timeoutMs: 5_000,
    maxBytes: 10_000,
  });
  onTestFinished(() => fetch.close());
  const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
  const webhook = createWebhook({ name: 'deploys', url, secret, fetch, now: () => Date.now() });
  return webhook.send({ id: 'dlv_1', type: 'request.approved', data: {} });
}

it('has the event, where its status says so: it was told again and again', async () => {
  expect(await tell(200)).toEqual({ ok: true, status: 200 });
});

it('has refused it, where its status says so', async () => {
  expect(await tell(404)).toMatchObject({
    ok: false,
    retry: false,
    error: expect.stringContaining('answered 404'),
  });
});
