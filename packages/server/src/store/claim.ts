import { sql } from 'kysely';
import type { Ask, ClaimedDelivery, Store } from '../ports/store.ts';
import { readDelivery } from './delivery-row.ts';
import { effectWrites } from './effects.ts';
import type { Database, Engine } from './engine.ts';
import { HEAD_OF_LANE, place, reschedule } from './lanes.ts';
import { settle } from './settle.ts';
import { wakesOf } from './wakes.ts';

/** Takes the due heads of lanes: at most one delivery of a lane is ever in somebody's hands. */
export async function settleAndClaim(
  engine: Engine,
  ...[finished, ask]: Parameters<Store['deliveries']['settleAndClaim']>
): ReturnType<Store['deliveries']['settleAndClaim']> {
  const { settled = [], entries = [], deliveries = [], cards = [] } = finished;
  if (settled.length + entries.length + deliveries.length + cards.length === 0) {
    const due = await nextDue(engine.db);
    if (due === null || due > ask.now) return { claimed: [], nextDue: due };
  }
  return engine.transaction(async (tx) => {
    const now = engine.now();
    if (settled.length > 0) await settle(tx, engine, settled, now);
    for (const write of effectWrites(tx, finished, now)) await tx.executeQuery(write.compile());
    await place(tx, engine);
    const lanes = await lockDue(tx, engine, ask);
    const claimed = lanes.length > 0 ? await take(tx, lanes, ask) : [];
    const result = { claimed, nextDue: await nextDue(tx) };
    return { result, writes: [], wakes: wakesOf(finished) };
  });
}

/** When the next delivery can be claimed; 0 where some have no place in their lane yet. */
export async function nextDue(db: Database): Promise<number | null> {
  const { rows } = await sql<{ at: number | null }>`
    select case when exists (select 1 from deliveries where state = 'new') then 0
      else (select min(due_at) from lanes where due_at is not null) end as at`.execute(db);
  return rows[0]?.at ?? null;
}

// A lane that another claimer holds is passed over, not waited for.
async function lockDue(tx: Database, engine: Engine, { now, limit }: Ask): Promise<string[]> {
  const rows = await tx
    .selectFrom('lanes')
    .select('lane')
    .where('due_at', '<=', now)
    .orderBy('due_at')
    .limit(limit)
    .$if(engine.dialect === 'postgres', (query) => query.forUpdate().skipLocked())
    .execute();
  return rows.map((row) => row.lane);
}

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
    .where('seq', 'in', (heads) =>
      heads.selectFrom('lanes').where('lanes.lane', 'in', lanes).select(HEAD_OF_LANE.as('seq')),
    )
    .returningAll()
    .execute();
  await lease(
    tx,
    rows.map((row) => row.lane),
    ask,
  );
  const taken = new Set(rows.map((row) => row.lane));
  const early = lanes.filter((lane) => !taken.has(lane));
  if (early.length > 0) await reschedule(tx, early, ask.now);
  return rows.sort((a, b) => a.seq - b.seq).map((row) => readDelivery(row));
}

async function lease(tx: Database, lanes: string[], { now, leaseMs, owner }: Ask): Promise<void> {
  if (lanes.length === 0) return;
  await tx
    .updateTable('lanes')
    .set({
      owner,
      due_at: now + leaseMs,
      paced_until: sql<number>`${now} + (select d.pace_ms from deliveries d where d.seq = ${HEAD_OF_LANE})`,
    })
    .where('lane', 'in', lanes)
    .execute();
}
