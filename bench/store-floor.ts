import { DatabaseSync } from 'node:sqlite';
import { openStore } from '@countersign/server/store/open';
import { Pool } from 'pg';

/**
 * The floor under a store: bare transactions that write what a submission writes, into the service's
 * own tables with their indexes, by prepared statements and nothing around them. Times are
 * milliseconds, one a transaction.
 */
export type Floor = { times: number[]; perSecond: number };

/** Rows as long as those of a flow: the request with its state, its entries, its delivery. */
const rows = (id: string) => [
  {
    table: 'requests',
    row: {
      id: `req_${id}`,
      identity: 'bench-bot',
      idempotency_key: `${id}-9b1-4fa2-4add-847b-f5410d28d258`,
      fingerprint: text(71),
      status: 'pending',
      version: 1,
      created_at: Date.now(),
      due_at: Date.now() + 3_600_000,
      action: 'deploy',
      resource: `lane-1/${id}`,
      environment: 'production',
      digest: text(71),
      sameness: `${text(71)}${id}`,
      state: text(830),
    },
  },
  { table: 'submissions', row: { request: `req_${id}`, body: text(700) } },
  {
    table: 'cards',
    row: {
      id: `card_${id}`,
      request: `req_${id}`,
      platform: 'slack',
      channel: 'C0LANE1',
      control: `ctl_${id}`,
      stage: 0,
      drawn: 0,
      whole: 1,
    },
  },
  { table: 'entries', row: { request: `req_${id}`, body: text(704) } },
  { table: 'entries', row: { request: `req_${id}`, body: text(186) } },
  {
    table: 'deliveries',
    row: {
      id: `dlv_${id}`,
      lane: 'slack:post:C0LANE1',
      pace_ms: 0,
      task: text(60),
      request: `req_${id}`,
      run_at: Date.now(),
      since: Date.now(),
    },
  },
];

const text = (length: number) => 'x'.repeat(length);

const inserts = (mark: (at: number) => string) =>
  rows('').map(({ table, row }) => {
    const columns = Object.keys(row);
    const marks = columns.map((_, at) => mark(at + 1));
    return `insert into ${table} (${columns.join(', ')}) values (${marks.join(', ')})`;
  });

const valuesOf = (id: string) => rows(id).map(({ row }) => Object.values(row));

/** `path` is a file that does not exist yet. */
export async function sqliteFloor(path: string, transactions: number): Promise<Floor> {
  await makeTables(`sqlite:${path}`);
  const database = new DatabaseSync(path, { enableForeignKeyConstraints: true });
  database.exec('pragma journal_mode = wal; pragma synchronous = full');
  const [begin, commit] = [database.prepare('begin immediate'), database.prepare('commit')];
  const statements = inserts(() => '?').map((sql) => database.prepare(sql));
  const floor = await measure(transactions, 1, async (id) => {
    begin.run();
    for (const [at, values] of valuesOf(id).entries()) statements[at]?.run(...values);
    commit.run();
  });
  database.close();
  return floor;
}

/** Works in the database of `url`, which is empty. */
export async function postgresFloor(
  url: string,
  transactions: number,
  callers = 1,
): Promise<Floor> {
  await makeTables(url);
  const pool = new Pool({ connectionString: url, max: Math.min(callers, 10) });
  const statements = inserts((at) => `$${at}`).map((sql, at) => ({
    name: `floor_${at}`,
    text: sql,
  }));
  const floor = await measure(transactions, callers, async (id) => {
    const client = await pool.connect();
    await client.query('begin');
    for (const [at, values] of valuesOf(id).entries()) {
      const statement = statements[at];
      if (statement) await client.query({ ...statement, values });
    }
    await client.query('commit');
    client.release();
  });
  await pool.end();
  return floor;
}

async function makeTables(url: string): Promise<void> {
  const store = await openStore(url);
  await store.close();
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
      const id = `${next++}`.padStart(26, '0');
      const start = performance.now();
      await run(id);
      times.push(performance.now() - start);
    }
  };
  await Promise.all(Array.from({ length: callers }, caller));
  return { times, perSecond: (transactions / (performance.now() - begun)) * 1_000 };
}
