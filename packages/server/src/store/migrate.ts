import { Migrator } from 'kysely/migration';
import type { Engine } from './engine.ts';
import { StoreError } from './error.ts';
import { initial } from './migrations/0001-initial.ts';

/**
 * Brings the schema up to date. Replicas that start together do it once: Kysely holds an advisory
 * lock on PostgreSQL, and SQLite's transaction is exclusive. Throws {@link StoreError}.
 */
export async function migrate(engine: Engine): Promise<void> {
  const migrations = { '0001-initial': initial(engine.dialect) };
  await refuseNewer(engine, Object.keys(migrations));
  const migrator = new Migrator({
    db: engine.db,
    provider: { getMigrations: async () => migrations },
  });
  const { error } = await migrator.migrateToLatest();
  if (error === undefined) return;
  // A newer binary may have come between the look and the lock.
  await refuseNewer(engine, Object.keys(migrations));
  throw new StoreError(
    'migration_failed',
    `The database could not be brought up to date: ${error instanceof Error ? error.message : 'unknown fault'}. Nothing of the failed step was kept.`,
    error,
  );
}

async function refuseNewer(engine: Engine, known: string[]): Promise<void> {
  const tables = await engine.db.introspection.getTables({ withInternalKyselyTables: true });
  if (!tables.some((table) => table.name === 'kysely_migration')) return;
  const applied = await engine.db
    .withTables<{ kysely_migration: { name: string } }>()
    .selectFrom('kysely_migration')
    .select('name')
    .orderBy('name')
    .execute();
  const strange = applied.find(({ name }) => !known.includes(name));
  if (strange === undefined) return;
  throw new StoreError(
    'newer_schema',
    `The database was upgraded by a newer Countersign (step ${strange.name}), which this one does not understand. Start the newer version, or restore the backup made before the upgrade.`,
  );
}
