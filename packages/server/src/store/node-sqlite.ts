import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  type CompiledQuery,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type QueryResult,
} from 'kysely';

/** How long another process that writes is waited for. */
const BUSY_MS = 10_000;

/** Kysely over the connection: for the schema, and for statements that are rarely used. */
export function nodeSqliteDialect(connection: SqliteConnection): Dialect {
  return {
    createDriver: () => new NodeSqliteDriver(connection),
    createQueryCompiler: () => new SqliteQueryCompiler(),
    createAdapter: () => new TransactionalAdapter(),
    createIntrospector: (db) => new SqliteIntrospector(db),
  };
}

// SQLite's DDL is transactional; Kysely leaves that off only for the sake of table rebuilds.
class TransactionalAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

class NodeSqliteDriver implements Driver {
  readonly #connection: SqliteConnection;
  constructor(connection: SqliteConnection) {
    this.#connection = connection;
  }
  async init(): Promise<void> {}
  async acquireConnection(): Promise<DatabaseConnection> {
    return this.#connection;
  }
  beginTransaction(): Promise<void> {
    return this.#connection.beginImmediate();
  }
  async commitTransaction(): Promise<void> {
    this.#connection.run('commit');
  }
  async rollbackTransaction(): Promise<void> {
    this.#connection.rollback();
  }
  async releaseConnection(): Promise<void> {}
  async destroy(): Promise<void> {
    this.#connection.close();
  }
}

/** One connection, every statement prepared once. It answers at once, or says that it is busy. */
export class SqliteConnection implements DatabaseConnection {
  readonly #database: DatabaseSync;
  #written = 0;
  readonly #prepared = new Map<string, Prepared>();
  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  /** The rows that it gives, if it is of those that give any. */
  run(sql: string, parameters: readonly unknown[] = []): unknown[] {
    const { statement, gives, reads } = this.#prepare(sql);
    const values = parameters as readonly SQLInputValue[];
    const rows = gives ? statement.all(...values) : [];
    if (!gives) statement.run(...values);
    if (!reads) this.#written += 1;
    return rows;
  }

  /** Grows with each statement that may have written: one that failed has undone itself. */
  written(): number {
    return this.#written;
  }

  /** Waiting inside SQLite would stop the event loop, so only the attempts are made there. */
  async patiently(sql: string, parameters: readonly unknown[] = []): Promise<unknown[]> {
    for (let waited = 0, pause = 1; ; waited += pause, pause = Math.min(pause * 2, 25)) {
      try {
        return this.run(sql, parameters);
      } catch (error) {
        if (!isBusy(error) || waited >= BUSY_MS) throw error;
      }
      await sleep(pause);
    }
  }

  /** A writing transaction takes its lock at once: one that began by reading could not wait for it. */
  async beginImmediate(): Promise<void> {
    await this.patiently('begin immediate');
  }

  async executeQuery<R>({ sql, parameters }: CompiledQuery): Promise<QueryResult<R>> {
    return { rows: (await this.patiently(sql, parameters)) as R[] };
  }

  /** A fault may have ended it already: https://www.sqlite.org/lang_transaction.html */
  inTransaction(): boolean {
    return this.#database.isTransaction;
  }

  rollback(): void {
    if (this.inTransaction()) this.run('rollback');
  }

  close(): void {
    this.#database.close();
  }

  streamQuery(): never {
    throw new Error('Rows are not streamed from SQLite; ask for pages.');
  }

  #prepare(sql: string): Prepared {
    let prepared = this.#prepared.get(sql);
    if (prepared === undefined) {
      const statement = this.#database.prepare(sql);
      prepared = {
        statement,
        gives: statement.columns().length > 0,
        reads: /^\s*select\b/iu.test(sql),
      };
      // Only shapes that come back are worth keeping: lists of any length would fill the memory.
      if (this.#prepared.size < 500) this.#prepared.set(sql, prepared);
    }
    return prepared;
  }
}

/** Whether it gives rows, and whether it only reads. */
type Prepared = { statement: StatementSync; gives: boolean; reads: boolean };

const SQLITE_BUSY = 5;

function isBusy(error: unknown): boolean {
  return sqliteCode(error) === SQLITE_BUSY;
}

/** The primary result code (https://www.sqlite.org/rescode.html), without its extension. */
function sqliteCode(error: unknown): number | undefined {
  const code = extendedCode(error);
  return code === undefined ? undefined : code & 0xff;
}

export function extendedCode(error: unknown): number | undefined {
  if (!(error instanceof Error) || !('errcode' in error)) return undefined;
  return typeof error.errcode === 'number' ? error.errcode : undefined;
}
