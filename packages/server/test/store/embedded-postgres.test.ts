import { expect, it, onTestFinished } from 'vitest';
import { openStore } from '../../src/store/open.ts';
import { packagedBinaries, startCluster } from '../support/postgres-cluster.ts';

it('runs on the PostgreSQL that the npm package brings, where the machine has none', async () => {
  const cluster = await startCluster([packagedBinaries]);
  onTestFinished(() => cluster.stop());
  const store = await openStore(cluster.url);
  onTestFinished(() => store.close());
  expect(await store.ready()).toEqual({ ok: true });
});

it('says what to do where there is no PostgreSQL at all', async () => {
  await expect(startCluster([async () => null])).rejects.toThrow(/set TEST_DATABASE_URL/);
});
