import { sql, type Kysely, type RawBuilder, type SchemaModule } from 'kysely';
import type { Dialect } from '../statement.ts';

export function initial(dialect: Dialect) {
  const types: Types =
    dialect === 'postgres'
      ? { serial: sql`bigserial`, bytes: sql`bytea` }
      : { serial: sql`integer`, bytes: sql`blob` };
  return {
    async up({ schema }: Kysely<unknown>): Promise<void> {
      await createRequests(schema);
      await createCards(schema);
      await createDeliveries(schema, types);
      await createLog(schema, types);
      await createTheRest(schema);
    },
  };
}

/** What the two databases call differently. */
type Types = { serial: RawBuilder<unknown>; bytes: RawBuilder<unknown> };

async function createRequests(schema: SchemaModule): Promise<void> {
  await schema
    .createTable('requests')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('identity', 'text', (c) => c.notNull())
    .addColumn('idempotency_key', 'text')
    .addColumn('fingerprint', 'text')
    .addColumn('status', 'text', (c) => c.notNull())
    .addColumn('version', 'integer', (c) => c.notNull())
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .addColumn('expires_at', 'bigint', (c) => c.notNull())
    .addColumn('state', 'text', (c) => c.notNull())
    .addColumn('outcome', 'text')
    .execute();
  await schema
    .createIndex('requests_by_key')
    .unique()
    .on('requests')
    .columns(['identity', 'idempotency_key'])
    .where(sql.ref('idempotency_key'), 'is not', null)
    .execute();
  await schema
    .createIndex('requests_by_identity')
    .on('requests')
    .columns(['identity', 'created_at', 'id'])
    .execute();
  await schema
    .createIndex('requests_by_time')
    .on('requests')
    .columns(['created_at', 'id'])
    .execute();
  await schema
    .createIndex('requests_open')
    .on('requests')
    .columns(['expires_at', 'id'])
    .where(sql.ref('status'), '=', sql.lit('pending'))
    .execute();

  // Apart from the state, which is read and written at every vote: a diff may be a megabyte.
  await schema
    .createTable('submissions')
    .addColumn('request', 'text', (c) => c.primaryKey().references('requests.id'))
    .addColumn('body', 'text', (c) => c.notNull())
    .execute();
}

async function createCards(schema: SchemaModule): Promise<void> {
  await schema
    .createTable('cards')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('request', 'text', (c) => c.notNull().references('requests.id'))
    .addColumn('platform', 'text', (c) => c.notNull())
    .addColumn('channel', 'text', (c) => c.notNull())
    .addColumn('message', 'text')
    .addColumn('control', 'text', (c) => c.notNull().unique())
    .addColumn('stage', 'integer', (c) => c.notNull())
    .addColumn('drawn', 'integer', (c) => c.notNull())
    .addColumn('whole', 'integer', (c) => c.notNull())
    .addColumn('unavailable', 'text')
    .execute();
  await schema.createIndex('cards_by_request').on('cards').column('request').execute();
  await schema
    .createIndex('cards_by_message')
    .on('cards')
    .columns(['message', 'channel', 'platform'])
    .where(sql.ref('message'), 'is not', null)
    .execute();
}

async function createDeliveries(schema: SchemaModule, { serial }: Types): Promise<void> {
  await schema
    .createTable('deliveries')
    .addColumn('seq', serial, (c) => c.primaryKey())
    .addColumn('id', 'text', (c) => c.notNull().unique())
    .addColumn('lane', 'text', (c) => c.notNull())
    .addColumn('pace_ms', 'bigint', (c) => c.notNull())
    .addColumn('task', 'text', (c) => c.notNull())
    .addColumn('request', 'text')
    .addColumn('run_at', 'bigint', (c) => c.notNull())
    .addColumn('state', 'text', (c) => c.notNull().defaultTo('new'))
    .addColumn('claimed', 'integer', (c) => c.notNull().defaultTo(0))
    .addColumn('attempt', 'integer', (c) => c.notNull().defaultTo(0))
    .addColumn('tries', 'integer', (c) => c.notNull().defaultTo(0))
    .addColumn('since', 'bigint', (c) => c.notNull())
    .addColumn('ambiguous', 'integer', (c) => c.notNull().defaultTo(0))
    .addColumn('error', 'text')
    .addColumn('ended_at', 'bigint')
    .execute();
  await schema
    .createIndex('deliveries_new')
    .on('deliveries')
    .column('seq')
    .where(sql.ref('state'), '=', sql.lit('new'))
    .execute();
  // Of the open ones only, so that the heads are found however much has ended.
  await schema
    .createIndex('deliveries_open')
    .on('deliveries')
    .columns(['lane', 'seq'])
    .where(sql.ref('state'), '=', sql.lit('open'))
    .execute();
  await schema
    .createIndex('deliveries_dead')
    .on('deliveries')
    .column('seq')
    .where(sql.ref('state'), '=', sql.lit('dead'))
    .execute();
  await schema
    .createIndex('deliveries_done')
    .on('deliveries')
    .column('ended_at')
    .where(sql.ref('state'), '=', sql.lit('done'))
    .execute();
  await schema
    .createTable('lanes')
    .addColumn('lane', 'text', (c) => c.primaryKey())
    .addColumn('owner', 'text')
    .addColumn('due_at', 'bigint')
    .addColumn('paced_until', 'bigint', (c) => c.notNull())
    .execute();
  await schema
    .createIndex('lanes_due')
    .on('lanes')
    .column('due_at')
    .where(sql.ref('due_at'), 'is not', null)
    .execute();
}

async function createLog(schema: SchemaModule, { serial, bytes }: Types): Promise<void> {
  await schema
    .createTable('entries')
    .addColumn('seq', serial, (c) => c.primaryKey())
    .addColumn('request', 'text')
    .addColumn('body', 'text', (c) => c.notNull())
    .addColumn('place', 'bigint')
    .execute();
  await schema
    .createIndex('entries_unsealed')
    .on('entries')
    .column('seq')
    .where(sql.ref('place'), 'is', null)
    .execute();
  await schema
    .createIndex('entries_by_place')
    .unique()
    .on('entries')
    .column('place')
    .where(sql.ref('place'), 'is not', null)
    .execute();
  await schema
    .createIndex('entries_by_request')
    .on('entries')
    .columns(['request', 'seq'])
    .where(sql.ref('request'), 'is not', null)
    .execute();
  await schema
    .createTable('checkpoints')
    .addColumn('size', 'bigint', (c) => c.primaryKey())
    .addColumn('root', bytes, (c) => c.notNull())
    .addColumn('note', 'text', (c) => c.notNull())
    .addColumn('at', 'bigint', (c) => c.notNull())
    .execute();
  await schema
    .createTable('tiles')
    .addColumn('path', 'text', (c) => c.primaryKey())
    .addColumn('bytes', bytes, (c) => c.notNull())
    .execute();
}

async function createTheRest(schema: SchemaModule): Promise<void> {
  await schema
    .createTable('policies')
    .addColumn('version', 'text', (c) => c.primaryKey())
    .addColumn('text', 'text', (c) => c.notNull())
    .addColumn('at', 'bigint', (c) => c.notNull())
    .execute();
  await schema
    .createTable('installs')
    .addColumn('platform', 'text', (c) => c.notNull())
    .addColumn('team', 'text', (c) => c.notNull())
    .addColumn('enterprise', 'text')
    .addColumn('data', 'text')
    .addPrimaryKeyConstraint('installs_key', ['platform', 'team'])
    .execute();
  await schema
    .createTable('sights')
    .addColumn('scope', 'text', (c) => c.notNull())
    .addColumn('id', 'text', (c) => c.notNull())
    .addColumn('at', 'bigint', (c) => c.notNull())
    .addPrimaryKeyConstraint('sights_key', ['scope', 'id'])
    .execute();
  await schema.createIndex('sights_by_time').on('sights').column('at').execute();
  await schema
    .createTable('leases')
    .addColumn('role', 'text', (c) => c.primaryKey())
    .addColumn('owner', 'text', (c) => c.notNull())
    .addColumn('until', 'bigint', (c) => c.notNull())
    .execute();
}
