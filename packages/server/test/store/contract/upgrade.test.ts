import { decide } from '@countersign/core/request/decide';
import { describe, expect, it } from 'vitest';
import { emptyDatabase, execute } from '../../support/database.ts';
import { engines, freshStores, type EngineName } from '../../support/engines.ts';
import { claim } from '../../support/claim.ts';
import { aDelivery, aState, aSubmission, NOON } from '../fixtures.ts';

/** As 0.1.0 before rules combined kept them: a rule, stages of one quorum, one run. */
function before() {
  const { stageOpenedAt: _, reminded: _r, escalated: _e, ...state } = aState('r1');
  const { rules: _s, separation: _p, ...plan } = state.plan;
  return {
    ...state,
    behind: [{ id: 'olga', name: 'Olga' }],
    plan: { ...plan, rule: 'production', stages: [{ name: 'review', quorum: 1, groups: ['sre'] }] },
  };
}

describe.each(engines)('a store of before rules combined, on %s', (engine) => {
  const { open } = freshStores(engine);

  it('goes on with its open requests', async () => {
    const { url, drop } = await ofBefore(engine);
    const store = await open(url);
    const stored = await store.requests.get('r1');
    expect(stored?.state).toMatchObject({
      behind: [{ id: 'olga', as: 'starter' }],
      stageOpenedAt: NOON,
      plan: { rules: ['production'], stages: [{ quorums: [{ quorum: 1, groups: ['sre'] }] }] },
    });
    expect(stored?.runs).toMatchObject([{ run: 'run-1', at: NOON }]);
    expect(await store.requests.due(NOON + 3_600_000, 9)).toEqual(['r1']);
    const decided = stored && decide(stored.state, vote(stored.state.digest), NOON + 1, mayVote);
    expect(decided).toMatchObject({ ok: true, state: { status: 'approved' } });
    await store.close();
    await drop();
  });
});

describe.each(engines)('a store of before it wrote fewer pages, on %s', (engine) => {
  const { open } = freshStores(engine);

  it('has its lanes, and what it has seen', async () => {
    const { url, drop } = await emptyDatabase(engine);
    const former = await open(url);
    await former.firstSight('slack.act', 'seen', NOON);
    await former.commit({ deliveries: [aDelivery('d1'), aDelivery('d2')] });
    await claim(former, { now: NOON, leaseMs: 60_000, limit: 9, owner: 'one' });
    await former.close();
    await execute(url, ...dropped, `delete from kysely_migration where name >= '0016'`);
    const store = await open(url);
    expect(await store.firstSight('slack.act', 'seen', NOON)).toBe(false);
    const again = { leaseMs: 60_000, limit: 9, owner: 'two' };
    expect(await claim(store, { ...again, now: NOON + 1 })).toEqual([]);
    const late = await claim(store, { ...again, now: NOON + 60_000 });
    expect(late.map(({ id }) => id)).toEqual(['d1']);
    await store.close();
    await drop();
  });
});

/** Indexes that step 0016 takes away. */
const dropped = [
  "create index requests_open_by_identity on requests (identity) where status = 'pending'",
  "create index deliveries_done on deliveries (ended_at) where state = 'done'",
];

const mayVote = {
  standing: 'ok',
  memberships: { sre: 'member' },
  channel: 'ok',
  changeShown: 'whole',
} as const;

function vote(digest: `sha256:${string}`) {
  return {
    type: 'vote',
    vote: 'approve',
    person: { id: 'ada', name: 'Ada' },
    salt: '',
    via: { platform: 'slack', kind: 'button', team: 'T1', user: 'U1' },
    shown: { digest, stage: 0 },
  } as const;
}

/** Takes the schema back to what it was, as far as requests go, and puts one there. */
async function ofBefore(engine: EngineName) {
  const made = await emptyDatabase(engine);
  const { openStore } = await import('../../../src/store/open.ts');
  const store = await openStore(made.url);
  await store.requests.submit({ state: aState('r1'), submission: aSubmission() }, {});
  await store.close();
  const undo = [
    ...dropped,
    'drop index requests_open_same',
    'drop index requests_rejected',
    'drop index requests_alike',
    'drop index requests_by_digest',
    'drop table allowances',
    'drop table more_keys',
    'drop table decisions',
    'drop table reviews',
    'drop table delegations',
    'drop table identities',
    'drop table identity_changes',
    'drop table identity_uses',
    'drop table register_version',
    'drop table grants',
    'drop table issuer_keys',
    'drop table credentials',
    'drop table people_sessions',
    'drop table sign_in_key',
    'drop table forms',
    'drop index cards_by_list',
    'drop index cards_by_likeness',
    'alter table cards drop column list',
    'alter table cards drop column likeness',
    'alter table cards drop column recipient',
    'alter table cards drop column asked',
    'alter table cards drop column posted_at',
    'alter table requests drop column sameness',
    'alter table requests drop column action',
    'alter table requests drop column resource',
    'alter table requests drop column environment',
    'alter table requests drop column by_people',
    'alter table requests drop column digest',
    'alter table requests rename column due_at to expires_at',
    'alter table requests rename column runs to started',
    `update requests set started = '${JSON.stringify({ run: 'run-1', at: NOON })}', state = '${JSON.stringify(before())}'`,
    `delete from kysely_migration where name >= '0007'`,
  ];
  await execute(made.url, ...undo);
  return made;
}
