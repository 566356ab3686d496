import type { Kysely } from 'kysely';

/** Cards for one person alone, and the last stage for which that person was found to be asked. */
export const direct = {
  async up({ schema }: Kysely<unknown>): Promise<void> {
    await schema.alterTable('cards').addColumn('recipient', 'text').execute();
    await schema.alterTable('cards').addColumn('asked', 'integer').execute();
  },
};
