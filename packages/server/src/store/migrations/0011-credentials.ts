import { sql, type Kysely } from 'kysely';

/** What grants have opened on other systems, until these confirm that it is closed. */
export const credentials = {
  async up({ schema }: Kysely<unknown>): Promise<void> {
    await schema
      .createTable('credentials')
      .addColumn('id', 'text', (c) => c.primaryKey())
      .addColumn('request', 'text', (c) => c.notNull())
      .addColumn('grant_id', 'text', (c) => c.notNull())
      .addColumn('target', 'text', (c) => c.notNull())
      .addColumn('kind', 'text', (c) => c.notNull())
      .addColumn('idempotency_key', 'text')
      .addColumn('status', 'text', (c) => c.notNull())
      .addColumn('opened_at', 'bigint')
      .addColumn('closes_at', 'bigint', (c) => c.notNull())
      .addColumn('due_at', 'bigint', (c) => c.notNull())
      .addColumn('held_until', 'bigint')
      .addColumn('tries', 'integer', (c) => c.notNull())
      .addColumn('error', 'text')
      .addColumn('why', 'text')
      .addColumn('closed_at', 'bigint')
      .execute();
    await schema.createIndex('credentials_request').on('credentials').column('request').execute();
    await schema
      .createIndex('credentials_left')
      .on('credentials')
      .column('due_at')
      .where(sql.ref('status'), '<>', sql.lit('closed'))
      .execute();
    await schema
      .createIndex('credentials_early')
      .on('credentials')
      .columns(['target', 'closes_at'])
      .where(sql.ref('why'), '<>', sql.lit('expired'))
      .execute();
  },
};
