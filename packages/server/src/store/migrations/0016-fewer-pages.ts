import { sql, type Kysely } from 'kysely';
import type { Dialect } from '../statement.ts';

/**
 * What each commit writes and nobody needs: an index that another one begins like, one that only the
 * pruning read, and, in SQLite, tables of short rows beside an index with the same columns.
 */
export const fewerPages = (dialect: Dialect) => ({
  async up(db: Kysely<unknown>): Promise<void> {
    // requests_open_same begins with the identity, too.
    await db.schema.dropIndex('requests_open_by_identity').execute();
    await db.schema.dropIndex('deliveries_done').execute();
    if (dialect === 'postgres') return;
    await withoutRowid(db, 'lanes', [
      sql`create table lanes (lane text not null primary key, owner text, due_at bigint, paced_until bigint not null) without rowid`,
      sql`create index lanes_due on lanes (due_at) where due_at is not null`,
    ]);
    await withoutRowid(db, 'sights', [
      sql`create table sights (scope text not null, id text not null, at bigint not null, primary key (scope, id)) without rowid`,
      sql`create index sights_by_time on sights (at)`,
    ]);
  },
});

/** https://www.sqlite.org/withoutrowid.html */
async function withoutRowid(
  db: Kysely<unknown>,
  table: 'lanes' | 'sights',
  [create, index]: [ReturnType<typeof sql>, ReturnType<typeof sql>],
): Promise<void> {
  const [now, before] = [sql.table(table), sql.table(`${table}_before`)];
  await sql`alter table ${now} rename to ${before}`.execute(db);
  await create.execute(db);
  await sql`insert into ${now} select * from ${before}`.execute(db);
  // With its indexes, whose names are free then.
  await sql`drop table ${before}`.execute(db);
  await index.execute(db);
}
