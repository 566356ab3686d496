import { sql } from 'kysely';
import type { Settled } from '../ports/store.ts';
import type { Database, Engine } from './engine.ts';
import { reschedule } from './lanes.ts';

/**
 * Writes how attempts ended and frees their lanes, in the caller's transaction. An attempt that
 * has passed to somebody else is left alone: (id, attempt) is the fence.
 */
export async function settle(
  tx: Database,
  engine: Engine,
  settled: Settled[],
  now: number,
): Promise<void> {
  if (engine.dialect === 'postgres') await lockLanes(tx, settled);
  const lanes: string[] = [];
  const done = settled.filter((one) => one.outcome === 'done');
  if (done.length > 0) {
    const freed = await tx
      .updateTable('deliveries')
      .set({ state: 'done', claimed: 0, error: null, ended_at: now })
      .where((eb) =>
        eb.or(done.map((one) => eb.and({ id: one.id, attempt: one.attempt, claimed: 1 }))),
      )
      .returning('lane')
      .execute();
    lanes.push(...freed.map((row) => row.lane));
  }
  for (const one of settled) {
    if (one.outcome === 'done') continue;
    const freed = await tx
      .updateTable('deliveries')
      .set(
        one.outcome === 'dead'
          ? { state: 'dead', claimed: 0, error: one.error, ended_at: now }
          : {
              claimed: 0,
              error: one.error,
              run_at: one.runAt,
              ...(one.putOff && { tries: sql<number>`tries - 1` }),
              // Once in doubt, in doubt until it is done.
              ambiguous: one.ambiguous ? 1 : sql<number>`ambiguous`,
            },
      )
      .where('id', '=', one.id)
      .where('attempt', '=', one.attempt)
      .where('claimed', '=', 1)
      .returning('lane')
      .execute();
    lanes.push(...freed.map((row) => row.lane));
  }
  if (lanes.length === 0) return;
  await reschedule(tx, lanes, now);
}

// Claimers lock the lane before its delivery; in the other order the two would wait for each other.
async function lockLanes(tx: Database, settled: Settled[]): Promise<void> {
  await tx
    .selectFrom('lanes')
    .select('lane')
    .where('lane', 'in', (eb) =>
      eb
        .selectFrom('deliveries')
        .select('deliveries.lane')
        .where(
          'deliveries.id',
          'in',
          settled.map((one) => one.id),
        ),
    )
    .orderBy(sql`lane collate "C"`)
    .forUpdate()
    .execute();
}
