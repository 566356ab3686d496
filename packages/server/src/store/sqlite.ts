import { closeSync, openSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { Kysely } from 'kysely';
import type { Wake } from '../ports/store.ts';
import { assertGuarded, type Database, type Engine, type Work, type Write } from './engine.ts';
import { createGroupCommit } from './group-commit.ts';
import { extendedCode, nodeSqliteDialect } from './node-sqlite.ts';
import type { Schema } from './schema.ts';
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
  const db = new Kysely<Schema>({ dialect: nodeSqliteDialect(database) });
  const wakes = createWakes(onFault);

  const group = createGroupCommit(db);

  const transaction = async <T>(work: (tx: Database) => Promise<Work<T>>): Promise<T> => {
    const done = await group.run(async (tx) => {
      const end = await work(tx);
      await apply(tx, end);
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
    write: (writes, wakes, guard) =>
      transaction(async () => ({ result: undefined, writes, wakes, ...(guard && { guard }) })),
    // By itself it would have a flush to the disk of its own.
    statement: (write) => group.run(write),
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

async function apply(tx: Database, end: { guard?: Write; writes: Write[] }): Promise<void> {
  if (end.guard) assertGuarded((await tx.executeQuery(end.guard.compile())).rows.length);
  for (const write of end.writes) await tx.executeQuery(write.compile());
}

/** SQLITE_CONSTRAINT_PRIMARYKEY and SQLITE_CONSTRAINT_UNIQUE. */
const UNIQUE = new Set([1555, 2067]);
