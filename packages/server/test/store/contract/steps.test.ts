import { DatabaseSync } from 'node:sqlite';
import { Kysely } from 'kysely';
import { Migrator } from 'kysely/migration';
import { Pool } from 'pg';
import { describe, expect, it } from 'vitest';
import { stepsFor } from '../../../src/store/migrations/steps.ts';
import { fromPool } from '../../../src/store/node-postgres.ts';
import { nodeSqliteDialect, SqliteConnection } from '../../../src/store/node-sqlite.ts';
import { openStore } from '../../../src/store/open.ts';
import { describeSchema, emptyDatabase } from '../../support/database.ts';
import { engines, type EngineName } from '../../support/engines.ts';

describe.each(engines)('the steps of the schema on %s', (engine) => {
  it('lead to the same all at once and one by one, which is how versions before took them', async () => {
    const [atOnce, oneByOne] = [await emptyDatabase(engine), await emptyDatabase(engine)];
    await (await openStore(atOnce.url)).close();
    const made = await describeSchema(atOnce.url);
    expect(made.length).toBeGreaterThan(80);

    await takeOneByOne(engine, oneByOne.url);
    const before = await describeSchema(oneByOne.url);
    expect(before.filter((line) => !line.includes('kysely_migration_lock'))).toEqual(made);
    await (await openStore(oneByOne.url)).close();
    expect(await describeSchema(oneByOne.url)).toEqual(before);
    await atOnce.drop();
    await oneByOne.drop();
  });

  it('are taken in the order of their names', () => {
    const names = Object.keys(stepsFor(engine));
    expect(names).toEqual(names.toSorted());
  });
});

/** With Kysely's migrator, and each in a transaction of its own. */
async function takeOneByOne(engine: EngineName, url: string): Promise<void> {
  const { dialect, close } = connect(engine, url);
  const db = new Kysely<unknown>({ dialect });
  const steps = stepsFor(engine);
  const migrator = new Migrator({ db, provider: { getMigrations: async () => steps } });
  for (const name of Object.keys(steps)) {
    expect(await migrator.migrateUp()).toMatchObject({ results: [{ migrationName: name }] });
  }
  await db.destroy();
  await close();
}

function connect(engine: EngineName, url: string) {
  if (engine === 'postgres') {
    const pool = new Pool({ connectionString: url, max: 1, pipeline: true });
    return { dialect: fromPool(pool), close: () => pool.end() };
  }
  const database = new DatabaseSync(url.slice('sqlite:'.length));
  return { dialect: nodeSqliteDialect(new SqliteConnection(database)), close: async () => {} };
}
