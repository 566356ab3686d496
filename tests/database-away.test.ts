import { afterEach, beforeEach, expect, it } from 'vitest';
import { freshStores } from '../packages/server/test/support/engines.ts';
import { startLocal, type Local } from './support/local.ts';
import { aWire } from './support/wire.ts';

const RELEASES = 'C0RELEASES';
const stores = freshStores('postgres');

let wire: Awaited<ReturnType<typeof aWire>>;
let database: { host: string; port: number };
let local: Local;
beforeEach(async () => {
  const url = new URL(await stores.freshUrl());
  database = { host: url.hostname, port: Number(url.port || 5432) };
  wire = await aWire();
  wire.leadTo(database);
  url.host = `127.0.0.1:${wire.port}`;
  local = await startLocal({ store: url.href });
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
  expect(await ask()).toMatchObject({ status: 503 });
  await approve();
  await expect.poll(() => JSON.stringify(local.slack.ephemerals())).toContain('could not confirm');

  wire.leadTo(database);
  await expect.poll(readiness).toBe(200);
  expect((await call('GET', `/v1/requests/${asked.id}`)).body.status).toBe('pending');
  const held = fetch(`${local.server.url}/v1/requests/${asked.id}`, {
    headers: { authorization: `Bearer ${local.key}`, prefer: 'wait=30' },
  });
  await approve();
  expect(await (await held).json()).toMatchObject({ status: 'approved' });
  await expect.poll(() => local.webhooks.map(({ type }) => type)).toEqual(['request.approved']);
  await expect
    .poll(async () => (await call('GET', `/v1/requests/${asked.id}/evidence`)).status)
    .toBe(200);
});
