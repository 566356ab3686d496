import { sql, type Kysely } from 'kysely';

type Row = { id: string; state: string };
type Old = { [member: string]: unknown };

const BATCH = 500;

/**
 * Requests tell in columns of their own what others are like them, and when time next does
 * something to them; those of before are rewritten for rules that combine and richer stages.
 */
export const rulesCombine = {
  async up(db: Kysely<unknown>): Promise<void> {
    const { schema } = db;
    await schema.alterTable('requests').renameColumn('expires_at', 'due_at').execute();
    for (const column of ['action', 'resource', 'environment', 'digest']) {
      await schema
        .alterTable('requests')
        .addColumn(column, 'text', (c) => c.notNull().defaultTo(''))
        .execute();
    }
    await schema.alterTable('requests').renameColumn('started', 'runs').execute();
    await sql`update requests set runs = '[' || runs || ']' where runs is not null`.execute(db);
    await schema.alterTable('requests').addColumn('sameness', 'text').execute();
    await schema
      .alterTable('requests')
      .addColumn('by_people', 'integer', (c) => c.notNull().defaultTo(1))
      .execute();
    await rewrite(db);
    await schema
      .createIndex('requests_open_same')
      .unique()
      .on('requests')
      .columns(['identity', 'sameness'])
      .where(sql.ref('status'), '=', sql.lit('pending'))
      .execute();
    await schema
      .createIndex('requests_rejected')
      .on('requests')
      .columns(['identity', 'action', 'resource', 'due_at'])
      .where(sql.ref('status'), '=', sql.lit('rejected'))
      .execute();
    await schema
      .createIndex('requests_alike')
      .on('requests')
      .columns(['identity', 'action', 'resource', 'environment', 'created_at'])
      .execute();
    await schema
      .createIndex('requests_by_digest')
      .on('requests')
      .columns(['identity', 'digest', 'created_at'])
      .execute();
    await schema
      .createTable('allowances')
      .addColumn('request', 'text', (c) => c.notNull())
      .addColumn('rule', 'text', (c) => c.notNull())
      .addColumn('identity', 'text', (c) => c.notNull())
      .addColumn('at', 'bigint', (c) => c.notNull())
      .addPrimaryKeyConstraint('allowances_key', ['request', 'rule'])
      .execute();
    await schema
      .createIndex('allowances_used')
      .on('allowances')
      .columns(['identity', 'rule', 'at'])
      .execute();
    await schema
      .createTable('more_keys')
      .addColumn('identity', 'text', (c) => c.notNull())
      .addColumn('idempotency_key', 'text', (c) => c.notNull())
      .addColumn('fingerprint', 'text', (c) => c.notNull())
      .addColumn('request', 'text', (c) => c.notNull())
      .addColumn('at', 'bigint', (c) => c.notNull())
      .addPrimaryKeyConstraint('more_keys_key', ['identity', 'idempotency_key'])
      .execute();
    await schema.createIndex('more_keys_by_time').on('more_keys').column('at').execute();
    await schema.alterTable('cards').addColumn('posted_at', 'bigint').execute();
    await schema
      .createTable('decisions')
      .addColumn('request', 'text', (c) => c.notNull())
      .addColumn('person', 'text', (c) => c.notNull())
      .addColumn('name', 'text', (c) => c.notNull())
      .addColumn('platform', 'text', (c) => c.notNull())
      .addColumn('at', 'bigint', (c) => c.notNull())
      .addColumn('took_ms', 'bigint', (c) => c.notNull())
      .execute();
    await schema.createIndex('decisions_by_time').on('decisions').column('at').execute();
  },
};

async function rewrite(db: Kysely<unknown>): Promise<void> {
  let after = '';
  for (;;) {
    const { rows } = await sql<Row>`
      select id, state from requests where id > ${after} order by id limit ${BATCH}`.execute(db);
    for (const { id, state } of rows) {
      const old = JSON.parse(state) as Old;
      const { action, resource, environment, digest, decidedAt = null } = old;
      await sql`
        update requests
        set state = ${JSON.stringify(upgraded(old))}, action = ${action},
          due_at = coalesce(cast(${decidedAt} as bigint), due_at),
          resource = ${resource}, environment = ${environment}, digest = ${digest}
        where id = ${id}`.execute(db);
    }
    const last = rows.at(-1);
    if (!last) return;
    after = last.id;
  }
}

function upgraded(state: Old): Old {
  const { rule, stages, ...plan } = state['plan'] as {
    rule: string;
    stages: { name: string; quorum: number; groups: string[] }[];
  };
  return {
    ...state,
    // Who owned the bot and who started the run was not told apart: neither decides.
    behind: (state['behind'] as Old[]).map((person) => ({ ...person, as: 'starter' })),
    stageOpenedAt: state['createdAt'],
    reminded: 0,
    escalated: [],
    plan: {
      ...plan,
      rules: [rule],
      stages: stages.map(({ name, quorum, groups }) => ({
        name,
        rules: [rule],
        combine: 'all',
        quorums: [{ quorum, groups }],
        rejection: { quorum: 1, veto: [] },
        reminders: [],
        escalations: [],
      })),
      separation: { owner: true, authors: true, earlierVoters: false },
    },
  };
}
