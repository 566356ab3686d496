import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { startCluster } from '../../packages/server/test/support/postgres-cluster.ts';
import type { Cleanup } from './cleanup.ts';

export const storeNames = ['sqlite', 'postgres'] as const;
export type StoreName = (typeof storeNames)[number];

/** Empty stores, each with a folder for the data of its server. */
export type Stores = {
  /** For anything else; removed at the end like the others. */
  folder(): Promise<string>;
  fresh(name: StoreName): Promise<{ url: string; folder: string }>;
};

export function createStores(cleanup: Cleanup): Stores {
  let server: Promise<string> | undefined;
  let made = 0;
  const newFolder = async () => {
    const folder = await mkdtemp(join(tmpdir(), 'countersign-bench-'));
    cleanup.add(() => rm(folder, { recursive: true, force: true }));
    return folder;
  };
  return {
    folder: newFolder,
    async fresh(name) {
      const folder = await newFolder();
      if (name === 'sqlite') return { folder, url: `sqlite:${join(folder, 'store.db')}` };
      server ??= postgres(cleanup);
      return { folder, url: await database(await server, `bench_${process.pid}_${(made += 1)}`) };
    },
  };
}

/** One that keeps what it acknowledged over a power cut, as SQLite does here. */
async function postgres(cleanup: Cleanup): Promise<string> {
  const given = process.env['TEST_DATABASE_URL'];
  if (given !== undefined) return given;
  const cluster = await startCluster(undefined, { durable: true });
  cleanup.add(() => cluster.stop());
  return cluster.url;
}

async function database(server: string, name: string): Promise<string> {
  const client = new Client({ connectionString: server });
  await client.connect();
  try {
    await client.query(`create database ${name}`);
  } finally {
    await client.end();
  }
  const url = new URL(server);
  url.pathname = `/${name}`;
  return url.href;
}
