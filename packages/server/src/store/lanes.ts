import { sql } from 'kysely';
import type { Database, Engine } from './engine.ts';

/**
 * A lane's row says when its head may start, and is locked by whoever changes that. Requests never
 * touch it: they would wait for each other. What they commit is new until a claimer, under the
 * lane's lock, puts it into its place.
 */

const PLACED_AT_ONCE = 1_000;

/** The oldest open delivery of the `lanes` row at hand. */
export const HEAD_OF_LANE = sql<number>`(select min(h.seq) from deliveries h where h.state = 'open' and h.lane = lanes.lane)`;

/** Puts new deliveries behind those of their lanes; a lane that was empty becomes due. */
export async function place(tx: Database, engine: Engine): Promise<void> {
  const placed = await tx
    .updateTable('deliveries')
    .set({ state: 'open' })
    .where('seq', 'in', (fresh) =>
      fresh
        .selectFrom('deliveries as fresh')
        .select('fresh.seq')
        .where('fresh.state', '=', sql.lit('new'))
        .orderBy('fresh.seq')
        .limit(sql.lit(PLACED_AT_ONCE))
        // Waits for another claimer: what it places must not be overtaken.
        .$if(engine.dialect === 'postgres', (query) => query.forUpdate()),
    )
    .returning(['seq', 'lane', 'run_at'])
    .execute();
  const heads = new Map<string, number>();
  for (const { lane, run_at } of placed.sort((a, b) => b.seq - a.seq)) heads.set(lane, run_at);
  if (heads.size === 0) return;
  await tx
    .insertInto('lanes')
    .values(
      [...heads]
        // One order of locking for all, so that no two wait for each other.
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([lane, runAt]) => ({ lane, owner: null, due_at: runAt, paced_until: 0 })),
    )
    .onConflict((conflict) =>
      conflict.column('lane').doUpdateSet({
        due_at: sql<number>`case when lanes.due_at is not null then lanes.due_at
          when lanes.paced_until > excluded.due_at then lanes.paced_until
          else excluded.due_at end`,
      }),
    )
    .execute();
}

/** Says anew when the heads of lanes may start, and forgets lanes with nothing to remember. */
export async function reschedule(tx: Database, lanes: string[], now: number): Promise<void> {
  await tx
    .updateTable('lanes')
    .set({
      owner: null,
      due_at: sql<number | null>`(
        select case when head.run_at > lanes.paced_until then head.run_at else lanes.paced_until end
        from deliveries head where head.seq = ${HEAD_OF_LANE})`,
    })
    .where('lane', 'in', lanes)
    .execute();
  await tx
    .deleteFrom('lanes')
    .where('lane', 'in', lanes)
    .where('due_at', 'is', null)
    .where('paced_until', '<=', now)
    .execute();
}
