import { sql, type Kysely } from 'kysely';

/** The register of identities: what the API says of them, what became of it, and their last use. */
export const identities = {
  async up({ schema }: Kysely<unknown>): Promise<void> {
    await schema
      .createTable('identities')
      .addColumn('id', 'text', (c) => c.primaryKey())
      .addColumn('definition', 'text')
      .addColumn('status', 'text', (c) => c.notNull())
      .addColumn('status_at', 'bigint', (c) => c.notNull())
      .addColumn('created_at', 'bigint', (c) => c.notNull())
      .execute();
    await schema
      .createTable('identity_changes')
      .addColumn('id', 'text', (c) => c.primaryKey())
      .addColumn('identity', 'text', (c) => c.notNull())
      .addColumn('at', 'bigint', (c) => c.notNull())
      .addColumn('kind', 'text', (c) => c.notNull())
      .addColumn('body', 'text', (c) => c.notNull())
      .execute();
    await schema
      .createIndex('identity_changes_of')
      .on('identity_changes')
      .columns(['identity', 'at', 'id'])
      .execute();
    await schema
      .createTable('identity_uses')
      .addColumn('identity', 'text', (c) => c.notNull())
      .addColumn('proof', 'text', (c) => c.notNull())
      .addColumn('at', 'bigint', (c) => c.notNull())
      .addPrimaryKeyConstraint('identity_uses_key', ['identity', 'proof'])
      .execute();
    // Grows with every change: whoever keeps the register in memory looks here whether it is old.
    await schema
      .createTable('register_version')
      .addColumn('one', 'integer', (c) => c.primaryKey().check(sql`${sql.ref('one')} = 1`))
      .addColumn('version', 'bigint', (c) => c.notNull())
      .execute();
  },
};
