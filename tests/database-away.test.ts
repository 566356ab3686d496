import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { freshStores } from '../packages/server/test/support/engines.ts';
import { startLocal, type Local } from './support/local.ts';

const RELEASES = 'C0RELEASES';
const stores = freshStores('postgres');

/** Between the service and its database, as a network that can fail. */
async function aWire(to: URL) {
  const ends = new Set<Socket>();
  let cut = false;
  const server = createServer((near) => {
    if (cut) return near.destroy();
    const far = connect(Number(to.port || 5432), to.hostname);
    for (const [from, onto] of [
      [near, far],
      [far, near],
    ] as const) {
      ends.add(from);
      from.on('error', () => {}).on('close', () => onto.destroy());
      from.pipe(onto);
    }
    return undefined;
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: Object.assign(new URL(to), { host: `127.0.0.1:${port}` }).href,
    cut() {
      cut = true;
      for (const end of ends) end.destroy();
      ends.clear();
    },
    mend: () => void (cut = false),
    close() {
      this.cut();
      server.close();
    },
  };
}

let wire: Awaited<ReturnType<typeof aWire>>;
let local: Local;
beforeEach(async () => {
  wire = await aWire(new URL(await stores.freshUrl()));
  local = await startLocal({ store: wire.url });
});
afterEach(async () => {
  await local.close();
  wire.close();
});

const call = async (method: string, path: string, body?: unknown) => {
  const response = await fetch(local.server.url + path, {
    method,
    headers: {
      authorization: `Bearer ${local.key}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return {
    status: response.status,
    body: (await response.json()) as { id: string; status: string },
  };
};
const ask = () =>
  call('POST', '/v1/requests', { action: 'deploy', resource: 'web', environment: 'production' });
const readiness = async () => (await fetch(`${local.server.url}/readyz`)).status;

it('a database that goes away decides nothing, and all goes on where it was when it is back', async () => {
  const { body: asked } = await ask();
  const card = await local.card(RELEASES);
  const approve = () =>
    local.slack.click({ user: 'U0ADA', channel: RELEASES, ts: card.ts, actionId: 'approve' });

  wire.cut();
  expect(await readiness()).toBe(503);
  expect(await ask()).toMatchObject({ status: 500 });
  await approve();
  await expect.poll(() => JSON.stringify(local.slack.ephemerals())).toContain('could not confirm');

  wire.mend();
  await expect.poll(readiness, { timeout: 20_000 }).toBe(200);
  expect((await call('GET', `/v1/requests/${asked.id}`)).body.status).toBe('pending');
  const held = fetch(`${local.server.url}/v1/requests/${asked.id}`, {
    headers: { authorization: `Bearer ${local.key}`, prefer: 'wait=30' },
  });
  await approve();
  expect(await (await held).json()).toMatchObject({ status: 'approved' });
  await expect.poll(() => local.webhooks.map(({ type }) => type)).toEqual(['request.approved']);
  await expect
    .poll(async () => (await call('GET', `/v1/requests/${asked.id}/evidence`)).status, {
      timeout: 20_000,
    })
    .toBe(200);
});
