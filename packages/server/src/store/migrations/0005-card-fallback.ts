import type { Kysely } from 'kysely';

/** Whether the request's fallbacks were told that this card can't be posted. */
export const cardFallback = {
  async up({ schema }: Kysely<unknown>): Promise<void> {
    await schema
      .alterTable('cards')
      .addColumn('fallback', 'integer', (c) => c.notNull().defaultTo(0))
      .execute();
  },
};
