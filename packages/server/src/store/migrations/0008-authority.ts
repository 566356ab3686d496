import { sql, type Kysely } from 'kysely';

/** Reviews of emergency approvals, and who stands in for whom. */
export const authority = {
  async up({ schema }: Kysely<unknown>): Promise<void> {
    await schema
      .createTable('reviews')
      .addColumn('request', 'text', (c) => c.primaryKey())
      .addColumn('status', 'text', (c) => c.notNull())
      .addColumn('due_at', 'bigint', (c) => c.notNull())
      .execute();
    await schema
      .createIndex('reviews_due')
      .on('reviews')
      .column('due_at')
      .where(sql.ref('status'), '=', sql.lit('due'))
      .execute();
    await schema
      .createTable('delegations')
      .addColumn('principal', 'text', (c) => c.primaryKey())
      .addColumn('id', 'text', (c) => c.notNull())
      .addColumn('body', 'text', (c) => c.notNull())
      .addColumn('until', 'bigint', (c) => c.notNull())
      .execute();
    await schema.createIndex('delegations_until').on('delegations').column('until').execute();
  },
};
