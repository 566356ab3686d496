import { rm } from 'node:fs/promises';
import { DatabaseSync } from 'node:sqlite';
import { Pool } from 'pg';

/**
 * The floor under a store: bare transactions of one request, one log entry and one delivery, with
 * prepared statements and nothing around them. Times are milliseconds, one a transaction.
 */
export type Floor = { times: number[]; perSecond: number };

const state = 'x'.repeat(1_000);
const entry = 'x'.repeat(400);
const task = 'x'.repeat(120);

const TABLES = [
  'create table floor_requests (id text primary key, version bigint, state text)',
  'create table floor_entries (id text primary key, request text, body text)',
  'create table floor_deliveries (id text primary key, lane text, run_at bigint, task text)',
];

const inserts = (mark: (at: number) => string) => [
  `insert into floor_requests values (${mark(1)}, ${mark(2)}, ${mark(3)})`,
  `insert into floor_entries values (${mark(1)}, ${mark(2)}, ${mark(3)})`,
  `insert into floor_deliveries values (${mark(1)}, ${mark(2)}, ${mark(3)}, ${mark(4)})`,
];

const rows = (id: string) => [
  [id, 1, state],
  [id, id, entry],
  [id, 'lane', 0, task],
];

/** `path` is a file that does not exist yet; it is removed at the end. */
export async function sqliteFloor(path: string, transactions: number): Promise<Floor> {
  const database = new DatabaseSync(path);
  database.exec('pragma journal_mode = wal; pragma synchronous = full');
  for (const table of TABLES) database.exec(table);
  const [begin, commit] = [database.prepare('begin immediate'), database.prepare('commit')];
  const statements = inserts(() => '?').map((sql) => database.prepare(sql));
  const floor = await measure(transactions, 1, async (id) => {
    begin.run();
    for (const [at, values] of rows(id).entries()) statements[at]?.run(...values);
    commit.run();
  });
  database.close();
  for (const suffix of ['', '-wal', '-shm']) await rm(path + suffix, { force: true });
  return floor;
}

/** Works in the database of `url`, and leaves it as it was. */
export async function postgresFloor(
  url: string,
  transactions: number,
  callers = 1,
): Promise<Floor> {
  const pool = new Pool({ connectionString: url, max: Math.min(callers, 10) });
  for (const table of TABLES) await pool.query(table);
  const statements = inserts((at) => `$${at}`).map((text, at) => ({ name: `floor_${at}`, text }));
  const floor = await measure(transactions, callers, async (id) => {
    const client = await pool.connect();
    await client.query('begin');
    for (const [at, values] of rows(id).entries()) {
      const statement = statements[at];
      if (statement) await client.query({ ...statement, values });
    }
    await client.query('commit');
    client.release();
  });
  await pool.query('drop table floor_requests, floor_entries, floor_deliveries');
  await pool.end();
  return floor;
}

/** `callers` at once, each one transaction after another. */
export async function measure(
  transactions: number,
  callers: number,
  run: (id: string) => Promise<unknown>,
): Promise<Floor> {
  const times: number[] = [];
  let next = 0;
  const begun = performance.now();
  const caller = async () => {
    while (next < transactions) {
      const id = `${callers}-${next++}`;
      const start = performance.now();
      await run(id);
      times.push(performance.now() - start);
    }
  };
  await Promise.all(Array.from({ length: callers }, caller));
  return { times, perSecond: (transactions / (performance.now() - begun)) * 1_000 };
}
