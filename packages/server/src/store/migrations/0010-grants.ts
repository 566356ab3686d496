import { sql, type Kysely } from 'kysely';

/** Credentials for approved changes, and which keys sign them. */
export const grants = {
  async up({ schema }: Kysely<unknown>): Promise<void> {
    await schema
      .createTable('grants')
      .addColumn('id', 'text', (c) => c.primaryKey())
      .addColumn('request', 'text', (c) => c.notNull().unique())
      .addColumn('identity', 'text', (c) => c.notNull())
      .addColumn('digest', 'text', (c) => c.notNull())
      .addColumn('body', 'text', (c) => c.notNull())
      .addColumn('uses', 'integer', (c) => c.notNull())
      .addColumn('max_uses', 'integer', (c) => c.notNull())
      .addColumn('issued_at', 'bigint', (c) => c.notNull())
      .addColumn('expires_at', 'bigint', (c) => c.notNull())
      .addColumn('revoked_at', 'bigint')
      .addColumn('revoked_why', 'text')
      .execute();
    await schema
      .createIndex('grants_live')
      .on('grants')
      .columns(['identity', 'expires_at'])
      .where(sql.ref('revoked_at'), 'is', null)
      .execute();
    await schema
      .createTable('issuer_keys')
      .addColumn('kid', 'text', (c) => c.primaryKey())
      .addColumn('seen_at', 'bigint', (c) => c.notNull())
      .execute();
  },
};
