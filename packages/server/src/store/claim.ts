import { sql } from 'kysely';
import type { ClaimedDelivery, Store } from '../ports/store.ts';
import { readDelivery } from './delivery-row.ts';
import type { Database, Engine } from './engine.ts';

type Ask = Parameters<Store['deliveries']['claim']>[0];

/** Takes the due heads of lanes: at most one delivery of a lane is ever in somebody's hands. */
export async function claim(engine: Engine, ask: Ask): Promise<ClaimedDelivery[]> {
  const due = await dueHeads(engine.db, ask.now, ask.limit);
  if (due.length === 0) return [];
  return engine.transaction(async (tx) => {
    await addLanes(
      tx,
      due.filter((head) => head.known === 0).map((head) => head.lane),
    );
    const lanes = await lockFree(
      tx,
      engine,
      due.map((head) => head.lane),
      ask.now,
    );
    return { result: lanes.length > 0 ? await take(tx, lanes, ask) : [], writes: [], wakes: [] };
  });
}

/** When the next delivery can be claimed. */
export async function nextDue(db: Database): Promise<number | null> {
  const { rows } = await sql<{ at: number | null }>`
    ${HEADS}
    select min(case when free_at > run_at then free_at else run_at end) as at from heads`.execute(
    db,
  );
  return rows[0]?.at ?? null;
}

// Steps through the index from lane to lane: the cost is the number of lanes with open deliveries,
// however many wait in each.
const HEADS = sql`
  with recursive active(lane) as (
    select min(lane) from deliveries where state = 'open'
    union all
    select (select min(d.lane) from deliveries d where d.state = 'open' and d.lane > active.lane)
    from active where active.lane is not null
  ),
  heads as (
    select head.seq, head.lane, head.run_at,
      case when lanes.lane is null then 0 else 1 end as known,
      case when lanes.lane is null then 0
        when lanes.paced_until > lanes.leased_until then lanes.paced_until
        else lanes.leased_until end as free_at
    from active
    join deliveries head on head.seq =
      (select min(d.seq) from deliveries d where d.state = 'open' and d.lane = active.lane)
    left join lanes on lanes.lane = active.lane
  )`;

async function dueHeads(db: Database, now: number, limit: number) {
  const { rows } = await sql<{ lane: string; known: number }>`
    ${HEADS}
    select lane, known from heads where run_at <= ${now} and free_at <= ${now}
    order by run_at, seq limit ${limit}`.execute(db);
  return rows;
}

async function addLanes(tx: Database, lanes: string[]): Promise<void> {
  if (lanes.length === 0) return;
  await tx
    .insertInto('lanes')
    .values(lanes.map((lane) => ({ lane, owner: null, leased_until: 0, paced_until: 0 })))
    .onConflict((conflict) => conflict.column('lane').doNothing())
    .execute();
}

// A lane that another claimer holds is passed over, not waited for.
async function lockFree(tx: Database, engine: Engine, lanes: string[], now: number) {
  const rows = await tx
    .selectFrom('lanes')
    .select('lane')
    .where('lane', 'in', lanes)
    .where('leased_until', '<=', now)
    .where('paced_until', '<=', now)
    .$if(engine.dialect === 'postgres', (query) => query.forUpdate().skipLocked())
    .execute();
  return rows.map((row) => row.lane);
}

// The heads are looked up again under the lock: the first look may be older than another's claim.
async function take(tx: Database, lanes: string[], ask: Ask): Promise<ClaimedDelivery[]> {
  const rows = await tx
    .updateTable('deliveries')
    .set({
      claimed: 1,
      attempt: sql<number>`attempt + 1`,
      tries: sql<number>`tries + 1`,
      // It was claimed before and nobody said how that ended.
      ambiguous: sql<number>`case when claimed = 1 then 1 else ambiguous end`,
    })
    .where('run_at', '<=', ask.now)
    .where('seq', 'in', (eb) =>
      eb
        .selectFrom('lanes')
        .where('lanes.lane', 'in', lanes)
        .select(
          sql<number>`(select min(d.seq) from deliveries d where d.state = 'open' and d.lane = lanes.lane)`.as(
            'seq',
          ),
        ),
    )
    .returningAll()
    .execute();
  if (rows.length === 0) return [];
  await tx
    .updateTable('lanes')
    .set({
      owner: ask.owner,
      leased_until: ask.now + ask.leaseMs,
      paced_until: sql<number>`${ask.now} + (select max(d.pace_ms) from deliveries d where d.lane = lanes.lane and d.seq in (${sql.join(rows.map((row) => row.seq))}))`,
    })
    .where(
      'lane',
      'in',
      rows.map((row) => row.lane),
    )
    .execute();
  return rows.sort((a, b) => a.seq - b.seq).map((row) => readDelivery(row));
}
