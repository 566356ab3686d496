import type { Kysely } from 'kysely';

/** People who are signed in, and the key that sign-ins under way are sealed with. */
export const sessions = {
  async up({ schema }: Kysely<unknown>): Promise<void> {
    await schema
      .createTable('people_sessions')
      .addColumn('id', 'text', (c) => c.primaryKey())
      .addColumn('hash', 'text', (c) => c.notNull().unique())
      .addColumn('person', 'text', (c) => c.notNull())
      .addColumn('login', 'text', (c) => c.notNull())
      .addColumn('started_at', 'bigint', (c) => c.notNull())
      .addColumn('seen_at', 'bigint', (c) => c.notNull())
      .addColumn('expires_at', 'bigint', (c) => c.notNull())
      .execute();
    await schema
      .createIndex('people_sessions_person')
      .on('people_sessions')
      .column('person')
      .execute();
    await schema
      .createTable('sign_in_key')
      .addColumn('one', 'integer', (c) => c.primaryKey())
      .addColumn('key', 'text', (c) => c.notNull())
      .execute();
  },
};
