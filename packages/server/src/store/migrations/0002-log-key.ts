import type { Kysely } from 'kysely';

/** One row: the key that the log began with. */
export const logKey = {
  async up({ schema }: Kysely<unknown>): Promise<void> {
    await schema
      .createTable('log_key')
      .addColumn('one', 'integer', (c) => c.primaryKey())
      .addColumn('vkey', 'text', (c) => c.notNull())
      .execute();
  },
};
