import { Migrator } from 'kysely/migration';
import type { Engine } from './engine.ts';
import { StoreError } from './error.ts';
import { initial } from './migrations/0001-initial.ts';
import { logKey } from './migrations/0002-log-key.ts';
import { openRequests } from './migrations/0003-open-requests.ts';
import { runStart } from './migrations/0004-run-start.ts';
import { cardFallback } from './migrations/0005-card-fallback.ts';
import { newByLane } from './migrations/0006-new-by-lane.ts';
import { rulesCombine } from './migrations/0007-rules-combine.ts';
import { authority } from './migrations/0008-authority.ts';
import { identities } from './migrations/0009-identities.ts';
import { grants } from './migrations/0010-grants.ts';
import { credentials } from './migrations/0011-credentials.ts';
import { sessions } from './migrations/0012-sessions.ts';
import { direct } from './migrations/0013-direct.ts';
import { lists } from './migrations/0014-lists.ts';
import { issuerKeysAgreed } from './migrations/0015-issuer-keys-agreed.ts';

/**
 * Brings the schema up to date. Replicas that start together do it once: Kysely holds an advisory
 * lock on PostgreSQL, and SQLite's transaction is exclusive. Throws {@link StoreError}.
 */
export async function migrate(engine: Engine): Promise<void> {
  const migrations = {
    '0001-initial': initial(engine.dialect),
    '0002-log-key': logKey,
    '0003-open-requests': openRequests,
    '0004-run-start': runStart,
    '0005-card-fallback': cardFallback,
    '0006-new-by-lane': newByLane,
    '0007-rules-combine': rulesCombine,
    '0008-authority': authority,
    '0009-identities': identities,
    '0010-grants': grants,
    '0011-credentials': credentials,
    '0012-sessions': sessions,
    '0013-direct': direct,
    '0014-lists': lists,
    '0015-issuer-keys-agreed': issuerKeysAgreed,
  };
  const known = Object.keys(migrations);
  // The usual start finds nothing to do, and then takes no lock.
  if (missing(known, await appliedSteps(engine)).length === 0) return;
  const provider = { getMigrations: async () => migrations };
  const { error } = await engine.migration((db) =>
    new Migrator({ db, provider }).migrateToLatest(),
  );
  if (error === undefined) return;
  // A newer binary may have come between the look and the lock.
  missing(known, await appliedSteps(engine));
  throw new StoreError(
    'migration_failed',
    `The database could not be brought up to date: ${error instanceof Error ? error.message : 'unknown fault'}. Nothing of the failed step was kept.`,
    error,
  );
}

/** The steps that are still to be done; refuses a database that has taken steps unknown to us. */
function missing(known: string[], applied: string[]): string[] {
  const strange = applied.find((name) => !known.includes(name));
  if (strange !== undefined) {
    throw new StoreError(
      'newer_schema',
      `The database was upgraded by a newer Countersign (step ${strange}), which this one does not understand. Start the newer version, or restore the backup made before the upgrade.`,
    );
  }
  return known.filter((name) => !applied.includes(name));
}

async function appliedSteps({ db }: Engine): Promise<string[]> {
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true });
  if (!tables.some((table) => table.name === 'kysely_migration')) return [];
  const applied = await db
    .withTables<{ kysely_migration: { name: string } }>()
    .selectFrom('kysely_migration')
    .select('name')
    .orderBy('name')
    .execute();
  return applied.map(({ name }) => name);
}
