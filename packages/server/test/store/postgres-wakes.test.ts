import { Client } from 'pg';
import { expect, it, onTestFinished } from 'vitest';
import type { Store, Wake } from '../../src/ports/store.ts';
import { freshStores } from '../support/engines.ts';
import { aDelivery, anEntry, aState, aSubmission } from './fixtures.ts';

const { freshUrl, open } = freshStores('postgres');

it('are heard by the other replicas, once', async () => {
  const url = await freshUrl();
  const [one, two] = [await open(url), await open(url)];
  const [near, far] = [heardBy(one), heardBy(two)];
  const request = { state: aState('r1'), submission: aSubmission() };
  await one.requests.submit(request, { deliveries: [aDelivery('d1')], entries: [anEntry('e1')] });
  const wakes: Wake[] = [
    { type: 'request', id: 'r1', status: 'pending' },
    { type: 'deliveries' },
    { type: 'log' },
  ];
  await expect.poll(() => far).toEqual(wakes);
  await two.commit({ entries: [anEntry('e2')] });
  await expect.poll(() => near).toEqual([...wakes, { type: 'log' }]);
  expect(far).toEqual([...wakes, { type: 'log' }]);
});

it('are not sent where the transaction came to nothing', async () => {
  const url = await freshUrl();
  const [one, two] = [await open(url), await open(url)];
  const far = heardBy(two);
  const request = { state: aState('r1'), submission: aSubmission() };
  await one.requests.submit(request, {});
  await expect(one.requests.submit(request, {})).rejects.toThrow(/unique/i);
  await one.commit({ entries: [anEntry('e1')] });
  await expect
    .poll(() => far)
    .toEqual([{ type: 'request', id: 'r1', status: 'pending' }, { type: 'log' }]);
});

it('wake everybody after the listening connection was lost', async () => {
  const url = await freshUrl();
  const [one, two] = [await open(url), await open(url)];
  const far = heardBy(two);
  await cutListeners(url);
  await expect.poll(() => far).toContainEqual({ type: 'all' });
  expect(await two.ready()).toEqual({ ok: true });
  await one.commit({ entries: [anEntry('e1')] });
  await expect.poll(() => far).toContainEqual({ type: 'log' });
});

function heardBy(store: Store): Wake[] {
  const heard: Wake[] = [];
  onTestFinished(store.onWake((wake) => heard.push(wake)));
  return heard;
}

async function cutListeners(url: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  await client.query(`select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and query like 'listen %'`);
  await client.end();
}
