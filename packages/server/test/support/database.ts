import { mkdtemp, rm } from 'node:fs/promises';
import { DatabaseSync } from 'node:sqlite';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { createDatabase, type EngineName } from './engines.ts';

export type EmptyDatabase = { url: string; drop: () => Promise<void> };

/** One that no store was opened in. */
export async function emptyDatabase(engine: EngineName): Promise<EmptyDatabase> {
  if (engine === 'postgres') return createDatabase();
  const folder = await mkdtemp(join(tmpdir(), 'countersign-store-'));
  return {
    url: `sqlite:${join(folder, 'store.db')}`,
    drop: () => rm(folder, { recursive: true, force: true }),
  };
}

/** Runs the statements behind the store's back; the rows are those of the last one. */
export async function execute(url: string, ...statements: string[]): Promise<unknown[]> {
  if (url.startsWith('sqlite:')) {
    const database = new DatabaseSync(url.slice('sqlite:'.length));
    try {
      return statements.map((statement) => database.prepare(statement).all()).at(-1) ?? [];
    } finally {
      database.close();
    }
  }
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    let rows: unknown[] = [];
    for (const statement of statements) ({ rows } = await client.query(statement));
    return rows;
  } finally {
    await client.end();
  }
}

/** What a database has, a line each: tables, columns, defaults, keys, constraints, indexes, sequences. */
export async function describeSchema(url: string): Promise<string[]> {
  const rows = await execute(url, url.startsWith('sqlite:') ? OF_SQLITE : OF_POSTGRES);
  return (rows as { line: string }[]).map(({ line }) => line).sort();
}

/** The text of each statement, as it was changed since; of a constraint's own index there is none. */
const OF_SQLITE = `select type || ' ' || name || ': ' || coalesce(sql, tbl_name) as line from sqlite_master`;

const OF_POSTGRES = `
  with tables as (
    select oid, oid::regclass::text as name, relkind, relpersistence, reloptions
    from pg_class where relnamespace = current_schema()::regnamespace)
  select concat_ws(' ', relkind, name, relpersistence, reloptions) as line from tables
  union all
  select concat_ws(' ', 'column', name, attnum, attname, format_type(atttypid, atttypmod),
    'not null:', attnotnull, 'default:', pg_get_expr(adbin, adrelid), attidentity, attgenerated,
    attcollation::regcollation, pg_get_serial_sequence(name, attname))
  from tables join pg_attribute on attrelid = tables.oid
    left join pg_attrdef on adrelid = attrelid and adnum = attnum
  where relkind = 'r' and attnum > 0
  union all
  select concat_ws(' ', 'constraint', name, conname, pg_get_constraintdef(c.oid), convalidated)
  from tables join pg_constraint c on conrelid = tables.oid
  union all
  select concat_ws(' ', 'index', pg_get_indexdef(indexrelid), indisvalid, indisprimary)
  from tables join pg_index on indrelid = tables.oid
  union all
  select concat_ws(' ', 'trigger', name, pg_get_triggerdef(t.oid))
  from tables join pg_trigger t on tgrelid = tables.oid where not tgisinternal`;
