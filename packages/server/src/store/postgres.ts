import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Kysely, sql } from 'kysely';
import { DatabaseError, Pool, types, type CustomTypesConfig, type PoolClient } from 'pg';
import type { Wake } from '../ports/store.ts';
import { assertGuarded, type Database, type Engine, type Work, type Write } from './engine.ts';
import { StoreError } from './error.ts';
import { joinReplicas } from './replicas.ts';
import { BEGIN, COMMIT, fromClient, fromPool, release, ROLLBACK } from './node-postgres.ts';
import type { Schema } from './schema.ts';
import { createWakes } from './wakes.ts';

const ATTEMPTS = 5;

/** A host that does not answer is a fault, not a wait without end. */
const CONNECTION = {
  keepAlive: true,
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
  const bound = new WeakMap<PoolClient, Database>();
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

  async function once<T>(work: (tx: Database) => Promise<Work<T>>): Promise<Work<T>> {
    const client = await pool.connect();
    let tx = bound.get(client);
    if (!tx) bound.set(client, (tx = new Kysely<Schema>({ dialect: fromClient(client) })));
    try {
      const end = await begun(tx, work);
      await finish(tx, end);
      return end;
    } catch (error) {
      await tx.executeQuery(ROLLBACK).catch(() => undefined);
      throw error;
    } finally {
      release(client);
    }
  }

  return {
    dialect: 'postgres',
    db,
    now: options.now,

    async write(writes, woken, guard) {
      if (writes.length > 0) {
        const all = statement(db, { writes, ...(guard && { guard }) });
        await db.executeQuery(all).catch((error: unknown) => {
          if (codeOf(error) === GUARD_FAILED) assertGuarded(0);
          throw error;
        });
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

    statement: (write) => write(db),

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
      await db.destroy();
      await pool.end();
    },
  };
}

/** `begin` goes out together with the first queries of `work`. */
async function begun<T>(tx: Database, work: (tx: Database) => Promise<Work<T>>): Promise<Work<T>> {
  const [, end] = await all([tx.executeQuery(BEGIN), work(tx)]);
  return end;
}

/** The writes and the commit go out together: where the first fails, the second undoes all. */
async function finish(tx: Database, end: Work<unknown>): Promise<void> {
  if (end.guard || end.writes.length > 0) {
    await all([tx.executeQuery(statement(tx, end)), tx.executeQuery(COMMIT)]);
  } else {
    await tx.executeQuery(COMMIT);
  }
}

/** Waits for every query that is under way, then throws the first fault in order. */
async function all<A, B>(queries: [Promise<A>, Promise<B>]): Promise<[A, B]> {
  await Promise.allSettled(queries);
  return Promise.all(queries);
}

/**
 * All writes as one statement: one round trip. A guard that gives no row divides by zero, which
 * undoes everything.
 */
function statement(db: Database, { guard, writes }: { guard?: Write; writes: Write[] }) {
  const parts = (guard ? [guard, ...writes] : writes).map(
    (write, at) => sql`${sql.ref(`w${at}`)} as (${write})`,
  );
  const all = parts.length > 0 ? sql`with ${sql.join(parts)}` : sql``;
  return sql`${all} select ${guard ? sql`1 / (select count(*) from w0)` : sql`1`}`.compile(db);
}

/** Division by zero. */
const GUARD_FAILED = '22012';

/** Serialization failure, deadlock, and a guard that gave no row. */
const PASSING = new Set(['40001', '40P01', GUARD_FAILED]);

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
