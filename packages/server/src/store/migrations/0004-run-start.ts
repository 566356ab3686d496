import type { Kysely } from 'kysely';

/** Which run took an approval, and when: JSON as in the columns beside it. */
export const runStart = {
  async up({ schema }: Kysely<unknown>): Promise<void> {
    await schema.alterTable('requests').addColumn('started', 'text').execute();
  },
};
