import { sql } from 'kysely';
import type { Ask } from '../ports/delivery.ts';
import type { Effects } from '../ports/effects.ts';
import type { Store } from '../ports/store.ts';
import { among, listOf, type List } from './among.ts';
import { atMost } from './at-most.ts';
import { markDrawn } from './cards.ts';
import { DELIVERY, readDelivery } from './delivery-row.ts';
import { effectWrites } from './effects.ts';
import { ask, type Engine, type Steps, type Work } from './engine.ts';
import { fill, HEAD_OF_LANE, open, reschedule } from './lanes.ts';
import { settle } from './settle.ts';
import { statement, type Query } from './statement.ts';
import { wakesOf } from './wakes.ts';

type Claim = Awaited<ReturnType<Store['deliveries']['settleAndClaim']>>;

/** Takes the due heads of lanes: at most one delivery of a lane is ever in somebody's hands. */
export async function settleAndClaim(
  engine: Engine,
  finished: Effects,
  asked: Ask,
): Promise<Claim> {
  const now = engine.now();
  const { settled = [], drawn = [] } = finished;
  const writes = effectWrites({ ...finished, drawn: [] }, now);
  if (settled.length + writes.length + drawn.length === 0) {
    const due = await nextDue(engine);
    if (due === null || due > asked.now) return { claimed: [], nextDue: due };
  }
  return engine.transaction(function* (): Steps<Work<Claim>> {
    // Whoever opens waits for others who do before it has a lane, and then for all its lanes in one
    // order: two replicas that settle would else wait for each other's.
    const opened = yield* ask(open({}), writes);
    const freeing = yield* settle(engine, settled, now, lanesOf(opened));
    const locked = yield* ask(lockDue(asked), [...freeing, ...fill(opened)]);
    const rows = locked.length > 0 ? yield* take(locked, asked) : [];
    const [next] = yield* ask(due({}), lease(locked, rows, asked));
    const claimed = [...rows].sort((a, b) => a.seq - b.seq).map(readDelivery);
    return {
      result: { claimed, nextDue: next?.at ?? null },
      // After the lanes, as whoever changes a request locks them first.
      writes: drawn.map(markDrawn),
      wakes: wakesOf(finished),
    };
  });
}

/** When the next delivery can be claimed; 0 where some have no place in their lane yet. */
async function nextDue({ read }: Engine): Promise<number | null> {
  const [next] = await read(due({}));
  return next?.at ?? null;
}

const due = statement(
  () => sql<{ at: number | null }>`
    select case when exists (select 1 from deliveries where state = 'new') then 0
      else (select min(due_at) from lanes where due_at is not null) end as at`,
);

// A lane that another claimer holds is passed over, not waited for.
const lockDue = statement(({ now, limit }: Ask, { db, dialect }) =>
  db
    .selectFrom('lanes')
    .select('lane')
    .where('due_at', '<=', now)
    .orderBy('due_at')
    .limit(atMost(limit))
    .$if(dialect === 'postgres', (query) => query.forUpdate().skipLocked()),
);

function take(locked: readonly { lane: string }[], { now }: Ask) {
  return ask(takeHeads({ lanes: listOf(lanesOf(locked)), now }));
}

const takeHeads = statement(({ lanes, now }: { lanes: List; now: number }, maker) =>
  maker.db
    .updateTable('deliveries')
    .set({
      claimed: 1,
      attempt: sql<number>`attempt + 1`,
      tries: sql<number>`tries + 1`,
      // It was claimed before and nobody said how that ended.
      ambiguous: sql<number>`case when claimed = 1 then 1 else ambiguous end`,
    })
    .where('run_at', '<=', now)
    .where('seq', 'in', (heads) =>
      heads
        .selectFrom('lanes')
        .where(among(sql.ref('lanes.lane'), lanes, maker))
        .select(HEAD_OF_LANE.as('seq')),
    )
    .returning(DELIVERY),
);

/** The lanes of what was taken are the owner's; the others were locked too early. */
function lease(
  locked: readonly { lane: string }[],
  rows: readonly { lane: string }[],
  { now, leaseMs, owner }: Ask,
): Query[] {
  const taken = new Set(lanesOf(rows));
  const early = lanesOf(locked).filter((lane) => !taken.has(lane));
  const until = now + leaseMs;
  return [
    ...(taken.size > 0 ? [leaseLanes({ lanes: listOf([...taken]), now, until, owner })] : []),
    ...reschedule(early, now),
  ];
}

function lanesOf(rows: readonly { lane: string }[]): string[] {
  return rows.map(({ lane }) => lane);
}

type Lease = { lanes: List; now: number; until: number; owner: string };

const leaseLanes = statement(({ lanes, now, until, owner }: Lease, maker) =>
  maker.db
    .updateTable('lanes')
    .set({
      owner,
      due_at: until,
      paced_until: sql<number>`${now} + (select d.pace_ms from deliveries d where d.seq = ${HEAD_OF_LANE})`,
    })
    .where(among(sql.ref('lane'), lanes, maker)),
);
