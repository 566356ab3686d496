import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterAll, inject } from 'vitest';
import type { Store } from '../../src/ports/store.ts';
import { openStore, type StoreOptions } from '../../src/store/open.ts';

export type EngineName = 'sqlite' | 'postgres';

/** The databases that every contract test runs on. */
export const engines: EngineName[] = ['sqlite', 'postgres'];

/**
 * Makes empty stores, one after another: the one before is closed by then. All that was opened is
 * closed and removed after the file's tests.
 */
export function freshStores(engine: EngineName) {
  const opened: (() => Promise<void>)[] = [];
  const closeAll = async () => {
    for (const close of opened.splice(0).toReversed()) await close();
  };
  const databases = engine === 'sqlite' ? sqliteFiles() : postgresDatabase();
  afterAll(async () => {
    await closeAll();
    await databases.remove();
  });

  const open = async (url: string, options?: StoreOptions): Promise<Store> => {
    const store = await openStore(url, options);
    let closed: Promise<void> | undefined;
    const close = () => (closed ??= store.close());
    opened.push(close);
    return { ...store, close };
  };
  const empty = async (): Promise<string> => {
    await closeAll();
    return databases.freshUrl();
  };
  return {
    open,
    freshUrl: empty,
    fresh: async (options?: StoreOptions) => open(await empty(), options),
  };
}

function sqliteFiles() {
  const folders: string[] = [];
  return {
    async freshUrl() {
      const folder = await mkdtemp(join(tmpdir(), 'countersign-store-'));
      folders.push(folder);
      return `sqlite:${join(folder, 'store.db')}`;
    },
    async remove() {
      for (const folder of folders) await rm(folder, { recursive: true, force: true });
    },
  };
}

// Making a database takes PostgreSQL much longer than emptying one.
function postgresDatabase() {
  let database: Promise<{ url: string; drop: () => Promise<void> }> | undefined;
  return {
    async freshUrl() {
      const known = database !== undefined;
      const { url } = await (database ??= createDatabase());
      if (known) await onServer(url, TRUNCATE);
      return url;
    },
    remove: async () => (await database)?.drop(),
  };
}

const TRUNCATE = `do $$ begin
  execute (select 'truncate ' || string_agg(quote_ident(tablename), ', ') || ' restart identity'
    from pg_tables where schemaname = 'public' and tablename not like 'kysely%');
end $$`;

/** An empty database in the run's PostgreSQL. */
export async function createDatabase(): Promise<{ url: string; drop: () => Promise<void> }> {
  const server = await serverUrl();
  const name = `t_${randomBytes(8).toString('hex')}`;
  await onServer(server, `create database ${name}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return {
    url: url.href,
    drop: () => onServer(server, `drop database if exists ${name} with (force)`),
  };
}

// Never skipped: what is not tested on PostgreSQL does not hold on PostgreSQL.
async function serverUrl(): Promise<string> {
  const answer = await fetch(inject('postgresBroker'));
  const text = await answer.text();
  if (!answer.ok) throw new Error(text);
  return text;
}

async function onServer(url: string, statement: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
