import { sql } from 'kysely';
import { among, listOf, type List } from './among.ts';
import { rowsStatement, statement, type Query } from './statement.ts';

/**
 * A lane's row says when its head may start, and is locked by whoever changes that. Requests touch
 * it only where it is free (`eager-claim.ts`): they would wait for each other. What else they commit
 * is new until a claimer, under the lane's lock, puts it into its place.
 */

const PLACED_AT_ONCE = 1_000;

/** The oldest open delivery of the `lanes` row at hand. */
export const HEAD_OF_LANE = sql<number>`(select min(h.seq) from deliveries h where h.state = 'open' and h.lane = lanes.lane)`;

/** Makes lanes due that were empty before these deliveries came. */
export function fill(opened: readonly Opened[]): Query[] {
  const heads = new Map<string, number>();
  for (const { lane, run_at } of [...opened].sort((a, b) => b.seq - a.seq)) heads.set(lane, run_at);
  if (heads.size === 0) return [];
  // One order of locking for all, so that no two wait for each other.
  const lanes = [...heads].sort(([a], [b]) => (a < b ? -1 : 1));
  return [becomeDue(lanes.map(([lane, dueAt]) => ({ lane, dueAt })))];
}

type Opened = { seq: number; lane: string; run_at: number };

/** Puts new deliveries behind those of their lanes. */
export const open = statement((_: object, { db, dialect }) =>
  db
    .updateTable('deliveries')
    .set({ state: sql.lit('open') })
    .where('seq', 'in', (fresh) =>
      fresh
        .selectFrom('deliveries as fresh')
        .select('fresh.seq')
        .where('fresh.state', '=', sql.lit('new'))
        .orderBy('fresh.seq')
        .limit(sql.lit(PLACED_AT_ONCE))
        // Waits for another claimer: what it places must not be overtaken.
        .$if(dialect === 'postgres', (query) => query.forUpdate()),
    )
    .returning(['seq', 'lane', 'run_at']),
);

const becomeDue = rowsStatement((rows: { lane: string; dueAt: number }[], { db }) =>
  db
    .insertInto('lanes')
    .values(rows.map(({ lane, dueAt }) => ({ lane, owner: null, due_at: dueAt, paced_until: 0 })))
    .onConflict((conflict) =>
      conflict.column('lane').doUpdateSet({
        due_at: sql<number>`case when lanes.due_at is not null then lanes.due_at
          when lanes.paced_until > excluded.due_at then lanes.paced_until
          else excluded.due_at end`,
      }),
    ),
);

/** Says anew when the heads of lanes may start, and forgets lanes with nothing to remember. */
export function reschedule(lanes: readonly string[], now: number): Query[] {
  if (lanes.length === 0) return [];
  const list = listOf(lanes);
  return [dueAgain({ lanes: list, now }), forget({ lanes: list, now })];
}

const IS_EMPTY = sql<boolean>`(not exists (select 1 from deliveries h where h.state = 'open' and h.lane = lanes.lane))`;

// No row is in both: PostgreSQL gets them as one statement.
const dueAgain = statement(({ lanes, now }: { lanes: List; now: number }, maker) =>
  maker.db
    .updateTable('lanes')
    .set({
      owner: null,
      due_at: sql<number | null>`(
        select case when head.run_at > lanes.paced_until then head.run_at else lanes.paced_until end
        from deliveries head where head.seq = ${HEAD_OF_LANE})`,
    })
    .where(among(sql.ref('lane'), lanes, maker))
    .where(sql<boolean>`(paced_until > ${now} or not ${IS_EMPTY})`),
);

const forget = statement(({ lanes, now }: { lanes: List; now: number }, maker) =>
  maker.db
    .deleteFrom('lanes')
    .where(among(sql.ref('lane'), lanes, maker))
    .where('paced_until', '<=', now)
    .where(IS_EMPTY),
);
