import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Kysely, sql } from 'kysely';
import { DatabaseError, Pool, types, type CustomTypesConfig, type PoolClient } from 'pg';
import type { Wake } from '../ports/store.ts';
import { assertGuarded, type Engine, type Steps, type Work } from './engine.ts';
import { BatchedSocket } from './batched-socket.ts';
import { StoreError } from './error.ts';
import { createReader } from './reader.ts';
import { joinReplicas } from './replicas.ts';
import { fromPool, release, send } from './node-postgres.ts';
import { oneStatement } from './one-statement.ts';
import type { Schema } from './schema.ts';
import { parametersOf, statement, type Query } from './statement.ts';
import { createWakes } from './wakes.ts';

const ATTEMPTS = 5;

/** A host that does not answer is a fault, not a wait without end. */
const CONNECTION = {
  keepAlive: true,
  stream: () => new BatchedSocket(),
  connectionTimeoutMillis: 10_000,
  application_name: 'countersign',
};

/**
 * In milliseconds, under the names of `pg`. The server gives up first, and says why; the client
 * only where no answer comes. A transaction is idle while a token is renewed over the network.
 */
const PATIENCE = {
  lock_timeout: 20_000,
  statement_timeout: 30_000,
  query_timeout: 40_000,
  idle_in_transaction_session_timeout: 60_000,
};

export type Patience = Partial<typeof PATIENCE>;

/** How long a commit may go unnoticed whose process died before telling the other replicas. */
const BACKSTOP_MS = 15_000;

export async function openPostgres(
  url: string,
  options: {
    now: () => number;
    connections: number;
    patience: Patience;
    onFault: (error: unknown) => void;
  },
): Promise<Engine> {
  const unhurried = { connectionString: url, types: parsers, pipeline: true, ...CONNECTION };
  const config = { ...unhurried, ...PATIENCE, ...options.patience };
  const pool = new Pool({ ...config, max: options.connections });
  // An idle connection that breaks is replaced at the next use.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  const db = new Kysely<Schema>({ dialect: fromPool(pool) });
  const reader = createReader(config);
  const wakes = createWakes(options.onFault);
  const replicas = await joinReplicas(config, {
    self: randomUUID(),
    heard: (heard) => wakes.emit(heard),
    backstopMs: BACKSTOP_MS,
  });
  const wake = (woken: Wake[]) => {
    wakes.emit(woken);
    replicas.tell(woken);
  };

  async function borrowed<T>(use: (client: PoolClient) => Promise<T>): Promise<T> {
    const client = await pool.connect();
    try {
      return await use(client);
    } finally {
      release(client);
    }
  }

  const alone = <Row>(query: Query<Row>): Promise<readonly Row[]> =>
    borrowed((client) => sendQuery(client, query));

  const once = <T>(work: () => Steps<Work<T>>): Promise<Work<T>> =>
    borrowed(async (client) => {
      try {
        return await carryOut(client, work());
      } catch (error) {
        await send(client, 'rollback').catch(() => undefined);
        throw error;
      }
    });

  return {
    dialect: 'postgres',
    db,
    now: options.now,

    read: async <Row>(query: Query<Row>) =>
      (await reader.read(query.text.postgres.sql, parametersOf(query, 'postgres'))) as Row[],
    statement: alone,

    async write(writes, woken, guards = []) {
      if (guards.length + writes.length > 0) {
        await borrowed((client) => sendTogether(client, writes, guards));
      }
      wake(woken);
    },

    async transaction(work) {
      for (let attempt = 1; ; attempt++) {
        try {
          const end = await once(work);
          wake(end.wakes);
          return end.result;
        } catch (error) {
          if (!isPassing(error)) throw error;
          if (attempt >= ATTEMPTS) {
            throw new StoreError(
              'conflict',
              `Others kept changing the same rows for ${ATTEMPTS} attempts; nothing was written. Try again.`,
              error,
            );
          }
          await sleep(attempt * 5);
        }
      }
    },

    async migration(work) {
      const own = new Pool({ ...unhurried, max: 1 });
      try {
        return await work(new Kysely<Schema>({ dialect: fromPool(own) }));
      } finally {
        await own.end();
      }
    },

    isUniqueViolation: (error) => codeOf(error) === '23505',
    onWake: (listen: (wake: Wake) => void) => wakes.listen(listen),

    async ready() {
      try {
        await pool.query('select 1');
      } catch (error) {
        const why = error instanceof Error ? error.message : 'unknown fault';
        return { ok: false, reason: `The database does not answer: ${why}` };
      }
      if (replicas.connected()) return { ok: true };
      return { ok: false, reason: 'The connection that hears of other replicas is being renewed.' };
    },

    async close() {
      await replicas.close();
      await reader.close();
      await db.destroy();
      await pool.end();
    },
  };
}

/**
 * What needs no answer goes out with what comes next: `begin` with the first step, the commit with
 * the writes. Where one of them fails, those behind it come to nothing.
 */
async function carryOut<T>(client: PoolClient, steps: Steps<Work<T>>): Promise<Work<T>> {
  let step = steps.next();
  let unanswered: Promise<unknown>[] = [send(client, 'begin')];
  while (!step.done) {
    const asked = step.value.map((query) => sendQuery(client, query));
    await all([...unanswered, ...asked]);
    unanswered = [];
    step = steps.next(await Promise.all(asked));
  }
  const { locks = [], guards = [], writes } = step.value;
  // By itself: a statement sees what was committed before it began, not what it waited for.
  if (locks.length > 0) unanswered.push(sendQuery(client, takeLocks({ names: locks })));
  if (guards.length + writes.length > 0) unanswered.push(sendTogether(client, writes, guards));
  await all([...unanswered, send(client, 'commit')]);
  return step.value;
}

/** Waits for every query that is under way, then throws the first fault in order. */
async function all(queries: Promise<unknown>[]): Promise<void> {
  await Promise.allSettled(queries);
  await Promise.all(queries);
}

async function sendQuery<Row>(client: PoolClient, query: Query<Row>): Promise<readonly Row[]> {
  const { rows } = await send(client, query.text.postgres.sql, parametersOf(query, 'postgres'));
  return rows as Row[];
}

async function sendTogether(client: PoolClient, writes: Query[], guards: Query[]): Promise<void> {
  const together = oneStatement([...guards, ...writes], { guards: guards.length });
  await send(client, together.sql, together.parameters).catch((error: unknown) => {
    if (codeOf(error) === GUARD_FAILED) assertGuarded(0);
    throw error;
  });
}

/** In the order of their hashes, so that two transactions never wait for each other. */
const takeLocks = statement(
  ({ names }: { names: string[] }) => sql`
    select pg_advisory_xact_lock(hash) from (
      select distinct hashtextextended(name, 0) as hash
      from unnest(cast(${names} as text[])) as name order by hash) as hashes`,
);

/** Division by zero. */
const GUARD_FAILED = '22012';

/** Serialization failure and deadlock. */
const PASSING = new Set(['40001', '40P01']);

function isPassing(error: unknown): boolean {
  return PASSING.has(codeOf(error) ?? '');
}

/** https://www.postgresql.org/docs/current/errcodes-appendix.html */
function codeOf(error: unknown): string | undefined {
  return error instanceof DatabaseError ? error.code : undefined;
}

// Times and counts stay far below 2^53, where a number is exact.
const parsers: CustomTypesConfig = {
  getTypeParser: (type, format) =>
    type === types.builtins.INT8 ? Number : types.getTypeParser(type, format),
};
