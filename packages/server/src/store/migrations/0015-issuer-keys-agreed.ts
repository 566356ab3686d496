import { sql, type Kysely } from 'kysely';

/** When each key that signs grants was missing somewhere, and since when it signs. */
export const issuerKeysAgreed = {
  async up(db: Kysely<unknown>): Promise<void> {
    const table = () => db.schema.alterTable('issuer_keys');
    await table()
      .addColumn('lacked_at', 'bigint', (c) => c.notNull().defaultTo(0))
      .execute();
    await table().addColumn('signs_since', 'bigint').execute();
    await table().addColumn('signed_at', 'bigint').execute();
    // Which of them signed was not written down: so that none is missed, all of them.
    await sql`update issuer_keys set signed_at = seen_at`.execute(db);
  },
};
