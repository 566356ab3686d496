import { sql, type Kysely } from 'kysely';

/** Whether a lane has deliveries that have no place in it yet is asked by whoever makes more. */
export const newByLane = {
  async up({ schema }: Kysely<unknown>): Promise<void> {
    await schema
      .createIndex('deliveries_new_by_lane')
      .on('deliveries')
      .column('lane')
      .where(sql.ref('state'), '=', sql.lit('new'))
      .execute();
  },
};
