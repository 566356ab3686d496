import { closeSync, openSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { Kysely } from 'kysely';
import type { Wake } from '../ports/store.ts';
import { assertGuarded, type Engine, type Steps, type Work } from './engine.ts';
import { createGroupCommit } from './group-commit.ts';
import { extendedCode, nodeSqliteDialect, SqliteConnection } from './node-sqlite.ts';
import type { Schema } from './schema.ts';
import { parametersOf, type Query } from './statement.ts';
import { createWakes } from './wakes.ts';

/** One process owns the file; other processes may read it, and write for a moment. */
export function openSqlite(
  path: string,
  { now, onFault }: { now: () => number; onFault: (error: unknown) => void },
): Engine {
  keepToOwner(path);
  const database = new DatabaseSync(path, { timeout: 5_000, enableForeignKeyConstraints: true });
  // FULL makes a commit survive a power cut, not only a crash of this process.
  database.exec('pragma journal_mode = wal; pragma synchronous = full;');
  // Once it is open, locks are waited for outside of SQLite.
  database.exec('pragma busy_timeout = 0');
  const connection = new SqliteConnection(database);
  const db = new Kysely<Schema>({ dialect: nodeSqliteDialect(connection) });
  const wakes = createWakes(onFault);
  const group = createGroupCommit(connection);

  const run = <Row>(query: Query<Row>): readonly Row[] =>
    connection.run(query.text.sqlite.sql, parametersOf(query, 'sqlite')) as Row[];

  const writeAll = (writes: Query[], guards: Query[] = []): void => {
    for (const guard of guards) assertGuarded(run(guard).length);
    for (const write of writes) run(write);
  };

  const transaction = async <T>(work: () => Steps<Work<T>>): Promise<T> => {
    const done = await group.run(() => {
      const end = carryOut(work(), run);
      writeAll(end.writes, end.guards);
      return end;
    });
    wakes.emit(done.wakes);
    return done.result;
  };

  return {
    dialect: 'sqlite',
    db,
    now,
    transaction,
    read: async <Row>(query: Query<Row>) =>
      (await connection.patiently(query.text.sqlite.sql, parametersOf(query, 'sqlite'))) as Row[],
    async write(writes, woken, guards) {
      await group.run(() => writeAll(writes, guards));
      wakes.emit(woken);
    },
    // By itself it would have a flush to the disk of its own.
    statement: (query) => group.run(() => run(query)),
    migration: (work) => work(db),
    isUniqueViolation: (error) => UNIQUE.has(extendedCode(error) ?? 0),
    onWake: (listen: (wake: Wake) => void) => wakes.listen(listen),
    async ready() {
      return database.isOpen ? { ok: true } : { ok: false, reason: 'The store is closed.' };
    },
    async close() {
      await group.idle();
      await db.destroy();
    },
  };
}

/**
 * SQLite makes files that everybody may read (0644), and gives the -wal and -shm beside one the mode
 * that it has: so the file is made first.
 */
function keepToOwner(path: string): void {
  if (path === ':memory:' || path.startsWith('file:')) return;
  closeSync(openSync(path, 'a', 0o600));
}

function carryOut<T>(steps: Steps<T>, run: (query: Query) => readonly unknown[]): T {
  let step = steps.next();
  while (!step.done) step = steps.next(step.value.map(run));
  return step.value;
}

/** SQLITE_CONSTRAINT_PRIMARYKEY and SQLITE_CONSTRAINT_UNIQUE. */
const UNIQUE = new Set([1555, 2067]);
