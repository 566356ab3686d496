import { sql, type Kysely } from 'kysely';
import type { Engine } from './engine.ts';
import { StoreError } from './error.ts';
import { stepsFor, type Step } from './migrations/steps.ts';
import type { Database, Dialect } from './statement.ts';

/**
 * Brings the schema up to date, in one transaction: all steps that are left, or nothing. Replicas that
 * start together do it once: the first holds an advisory lock on PostgreSQL, and SQLite has one writer
 * (docs/decisions/0035-the-schema-in-one-transaction.md). Throws {@link StoreError}.
 */
export async function migrate(engine: Engine): Promise<void> {
  const { dialect, db } = engine;
  const steps = Object.entries(stepsFor(dialect));
  // The usual start finds nothing to do, and then takes no lock.
  if (left(steps, await taken(db, dialect)).length === 0) return;
  try {
    await engine.migration((own) =>
      own.transaction().execute(async (tx) => {
        if (dialect === 'postgres') await waitForOthers(tx);
        const names = await taken(tx, dialect);
        if (names.length === 0) await makeTable(tx);
        await takeSteps(tx, left(steps, names));
      }),
    );
  } catch (error) {
    if (error instanceof StoreError) throw error;
    throw new StoreError(
      'migration_failed',
      `The database could not be brought up to date: ${error instanceof Error ? error.message : 'unknown fault'}. Nothing was kept of what was begun.`,
      error,
    );
  }
}

type NamedStep = [name: string, step: Step];

/** The steps that are still to be done; refuses a database of which we do not know what it is. */
function left(steps: NamedStep[], names: string[]): NamedStep[] {
  const strange = names.find((name) => !steps.some(([known]) => known === name));
  if (strange !== undefined) {
    throw new StoreError(
      'newer_schema',
      `The database was upgraded by a newer Countersign (step ${strange}), which this one does not understand. Start the newer version, or restore the backup made before the upgrade.`,
    );
  }
  const rest = steps.slice(names.length);
  const early = rest.find(([name]) => names.includes(name));
  if (early !== undefined) {
    throw new StoreError(
      'migration_failed',
      `The database says that it took step ${early[0]}, but not all that come before it, so what it holds is not known. Restore a backup.`,
    );
  }
  return rest;
}

/** Empty where an attempt of Kysely's migrator came to nothing. */
async function makeTable(db: Database): Promise<void> {
  await db.schema
    .createTable(TABLE)
    .ifNotExists()
    .addColumn('name', 'varchar(255)', (c) => c.notNull().primaryKey())
    .addColumn('timestamp', 'varchar(255)', (c) => c.notNull())
    .execute();
}

async function takeSteps(db: Database, steps: NamedStep[]): Promise<void> {
  if (steps.length === 0) return;
  for (const [, step] of steps) await step.up(db);
  const timestamp = new Date().toISOString();
  await withTable(db)
    .insertInto(TABLE)
    .values(steps.map(([name]) => ({ name, timestamp })))
    .execute();
}

/** The names of the steps that the database has taken; none where it is empty. */
async function taken(db: Database, dialect: Dialect): Promise<string[]> {
  const { rows } = await EXISTS[dialect].execute(db);
  if (rows.length === 0) return [];
  const steps = await withTable(db).selectFrom(TABLE).select('name').execute();
  return steps.map(({ name }) => name);
}

// Kysely's migrator named it, which made the first stores: they are known again.
const TABLE = 'kysely_migration';

function withTable(
  db: Database,
): Kysely<Record<typeof TABLE, { name: string; timestamp: string }>> {
  return db.withTables();
}

/** A row where the table is; on PostgreSQL, where an unqualified name finds it. */
const EXISTS = {
  sqlite: sql`select 1 from sqlite_master where type = 'table' and name = ${TABLE}`,
  postgres: sql`select 1 where to_regclass(${TABLE}) is not null`,
};

/** Longer than other statements may: the one before may have a large store to rewrite. */
async function waitForOthers(db: Database): Promise<void> {
  await sql`set local lock_timeout = '1h'`.execute(db);
  await sql`select pg_advisory_xact_lock(${LOCK})`.execute(db);
}

/** The one of Kysely's migrator, so that versions which use it wait, too. */
const LOCK = 3853314791062309107n;
