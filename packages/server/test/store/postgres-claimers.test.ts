import { Client } from 'pg';
import { expect, it, onTestFinished } from 'vitest';
import type { Store } from '../../src/ports/store.ts';
import { freshStores } from '../support/engines.ts';
import { aDelivery, NOON } from './fixtures.ts';

const { freshUrl, open } = freshStores('postgres');

/** Who waits for a lock, and whom each of them waits for. */
const BLOCKED = `select pid, pg_blocking_pids(pid) as by from pg_stat_activity
  where datname = current_database() and wait_event_type = 'Lock'`;

it('two that settle while there is news for their lanes do not wait for each other', async () => {
  const url = await freshUrl();
  const stores = await Promise.all([open(url), open(url)]);
  const other = new Client(url);
  await other.connect();
  onTestFinished(() => other.end());
  const blocked = async () => (await other.query<{ pid: number; by: number[] }>(BLOCKED)).rows;

  const lanes = ['one', 'two'];
  await stores[0].commit({ deliveries: lanes.map((lane) => aDelivery(lane, { lane })) });
  for (const store of stores) expect(await claim(store, [])).toHaveLength(1);
  await stores[0].commit({
    deliveries: lanes.map((lane) => aDelivery(`${lane} more`, { lane })),
  });

  // Both are held where they look for what is new.
  await other.query(`begin; select from deliveries where state = 'new' for update`);
  const ended = Promise.all(stores.map((store, at) => claim(store, lanes.slice(at, at + 1))));
  await expect.poll(async () => (await blocked()).length).toBe(2);
  await other.query('rollback');
  const circle = async () => {
    const waiting = await blocked();
    return waiting.some(({ pid, by }) =>
      waiting.some((one) => by.includes(one.pid) && one.by.includes(pid)),
    );
  };
  const progress = { settling: true };
  void ended.finally(() => (progress.settling = false));
  while (progress.settling) expect(await circle()).toBe(false);
  expect((await ended).flat().toSorted()).toEqual(['one more', 'two more']);
});

async function claim(store: Store, finished: string[]): Promise<string[]> {
  const settled = finished.map((id) => ({ id, attempt: 1, outcome: 'done' as const }));
  const ask = { now: NOON, leaseMs: 30_000, limit: 1, owner: 'one' };
  const { claimed } = await store.deliveries.settleAndClaim({ settled }, ask);
  return claimed.map(({ id }) => id);
}
