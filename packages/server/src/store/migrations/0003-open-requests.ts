import { sql, type Kysely } from 'kysely';

/** What is open of one identity, for its limit; and what is open the longest, for those who decide. */
export const openRequests = {
  async up({ schema }: Kysely<unknown>): Promise<void> {
    await schema
      .createIndex('requests_open_by_identity')
      .on('requests')
      .column('identity')
      .where(sql.ref('status'), '=', sql.lit('pending'))
      .execute();
    await schema
      .createIndex('requests_open_by_time')
      .on('requests')
      .columns(['created_at', 'id'])
      .where(sql.ref('status'), '=', sql.lit('pending'))
      .execute();
  },
};
