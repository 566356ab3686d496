import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { Kysely, sql } from 'kysely';
import { Client, Pool } from 'pg';
import { expect, it, onTestFinished } from 'vitest';
import { fromPool } from '../../src/store/node-postgres.ts';
import { freshStores } from '../support/engines.ts';
import { aState, aSubmission } from './fixtures.ts';

const { freshUrl, open } = freshStores('postgres');

/** For one statement: a busy machine may take long for those that are answered, too. */
const PATIENCE_MS = 2_000;

it('a lock that somebody keeps is waited for so long and no longer', async () => {
  const url = await freshUrl();
  const store = await open(url, { connections: 1, patience: { lock_timeout: 500 } });
  await store.requests.submit({ state: aState('r1'), submission: aSubmission() }, {});
  const other = new Client({ connectionString: url });
  await other.connect();
  await other.query(`begin; select id from requests where id = 'r1' for update`);
  await expect(store.requests.change('r1', () => ({ result: 1 }))).rejects.toThrow(/lock timeout/u);
  await other.end();
  expect(await store.requests.change('r1', () => ({ result: 1 }))).toBe(1);
});

it('a transaction that nobody ends is ended', async () => {
  const url = await freshUrl();
  // Longer than this test's own steps take on a busy machine, or it would cut off what goes on.
  const patience = { idle_in_transaction_session_timeout: 2_000 };
  const [other, stuck] = [await open(url), await open(url, { patience })];
  const began = Promise.withResolvers<void>();
  const rest = Promise.withResolvers<null>();
  const held = stuck.installs.change('slack', 'T1', () => {
    began.resolve();
    return rest.promise;
  });
  await began.promise;
  // It waits for the lock of the row, which is free once its holder was cut off.
  expect(await other.installs.change('slack', 'T1', async () => null)).toBeNull();
  rest.resolve(null);
  await expect(held).rejects.toThrow(/terminat|not queryable/iu);
});

it('a connection that no longer answers is given up and replaced', async () => {
  const url = await freshUrl();
  await open(url);
  const proxy = await aProxy(url);
  const store = await open(proxy.url, { connections: 1, patience: { query_timeout: PATIENCE_MS } });
  await store.requests.submit({ state: aState('r1'), submission: aSubmission() }, {});
  await store.requests.get('r1');
  proxy.freeze();
  await expect(store.requests.get('r1')).rejects.toThrow(/timeout/u);
  expect(await store.requests.get('r1')).toMatchObject({ version: 1 });
  proxy.freeze();
  const change = () => store.requests.change('r1', () => ({ result: 'changed' }));
  await expect(change()).rejects.toThrow(/timeout/u);
  expect(await change()).toBe('changed');
});

it('a client that owes an answer is no client for the next one; one that was told no is', async () => {
  const proxy = await aProxy(await freshUrl());
  const pool = new Pool({
    connectionString: proxy.url,
    pipeline: true,
    query_timeout: PATIENCE_MS,
  });
  pool.on('error', () => undefined);
  const released: unknown[] = [];
  pool.on('release', (fault) => void released.push(fault?.message));
  const db = new Kysely({ dialect: fromPool(pool) });
  await expect(sql`select 1 / 0`.execute(db)).rejects.toThrow('division by zero');
  proxy.freeze();
  await expect(sql`select 1`.execute(db)).rejects.toThrow('timeout');
  expect(released).toEqual([undefined, 'Query read timeout']);
  await pool.end();
});

/** Passes everything on, but for the connections that it froze. */
async function aProxy(to: string) {
  const target = new URL(to);
  const pairs = new Set<[Socket, Socket]>();
  const server = createServer((near) => {
    const far = connect(Number(target.port), target.hostname);
    pairs.add([near, far]);
    for (const socket of [near, far]) socket.on('error', () => undefined);
    near.pipe(far).pipe(near);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    for (const socket of [...pairs].flat()) socket.destroy();
    server.close();
  });
  const url = new URL(to);
  url.hostname = '127.0.0.1';
  url.port = String((server.address() as AddressInfo).port);
  return {
    url: url.href,
    freeze() {
      for (const [near, far] of pairs) {
        near.unpipe(far).pause();
        far.unpipe(near).pause();
      }
    },
  };
}
