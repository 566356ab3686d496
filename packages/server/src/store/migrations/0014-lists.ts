import { sql, type Kysely } from 'kysely';

/** Cards that are shown in another card's message, as a list, and what forms were opened about. */
export const lists = {
  async up({ schema }: Kysely<unknown>): Promise<void> {
    for (const column of ['list', 'likeness']) {
      await schema.alterTable('cards').addColumn(column, 'text').execute();
    }
    await schema
      .createIndex('cards_by_list')
      .on('cards')
      .column('list')
      .where(sql.ref('list'), 'is not', null)
      .execute();
    await schema
      .createIndex('cards_by_likeness')
      .on('cards')
      .columns(['likeness', 'id'])
      .where(sql.ref('likeness'), 'is not', null)
      .execute();
    await schema
      .createTable('forms')
      .addColumn('id', 'text', (c) => c.primaryKey())
      .addColumn('body', 'text', (c) => c.notNull())
      .addColumn('at', 'bigint', (c) => c.notNull())
      .execute();
    await schema.createIndex('forms_by_time').on('forms').column('at').execute();
  },
};
