import { Client } from 'pg';
import { expect, it, onTestFinished } from 'vitest';
import { freshStores } from '../support/engines.ts';
import { idleWorker } from '../support/worker.ts';
import { aDelivery, NOON } from './fixtures.ts';

const { freshUrl, open } = freshStores('postgres');

const WAITING = `select pid from pg_stat_activity
  where datname = current_database() and wait_event_type = 'Lock'`;

/** Another replica is about to commit a delivery that it has claimed; both found the lane free. */
async function twoAtOnce() {
  const url = await freshUrl();
  const store = await open(url);
  const { worker, ids } = idleWorker({ now: () => NOON });
  store.deliveries.serve(worker);
  const other = new Client(url);
  await other.connect();
  onTestFinished(() => other.end());
  await other.query('begin');
  await other.query(
    `insert into lanes (lane, owner, due_at, paced_until) values ('one', 'other', ${NOON + 30_000}, 0)`,
  );
  const committed = store.commit({ deliveries: [aDelivery('a', { lane: 'one' })] });
  const watcher = new Client(url);
  await watcher.connect();
  onTestFinished(() => watcher.end());
  await expect.poll(async () => (await watcher.query(WAITING)).rows.length).toBe(1);
  return { store, other, committed, taken: ids };
}

it('a lane that two replicas find free at once is claimed by one of them', async () => {
  const { store, other, committed, taken } = await twoAtOnce();
  await other.query('commit');
  await committed;
  expect(taken()).toEqual([]);
  expect(await store.deliveries.counts()).toEqual({ waiting: 1, dead: 0 });
});

it('and by the second one where the first comes to nothing', async () => {
  const { other, committed, taken } = await twoAtOnce();
  await other.query('rollback');
  await committed;
  expect(taken()).toEqual(['a']);
});
