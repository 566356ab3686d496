import { sql } from 'kysely';
import type { Engine } from './engine.ts';

const DAY_MS = 86_400_000;
const KEEP_DONE_MS = 7 * DAY_MS;

/** Forgets what nobody asks for any more. Requests, entries and dead deliveries stay. */
export async function prune(engine: Engine, now: number): Promise<void> {
  const { db } = engine;
  await db
    .deleteFrom('deliveries')
    .where('state', '=', sql.lit('done'))
    .where('ended_at', '<=', now - KEEP_DONE_MS)
    .execute();
  await db
    .deleteFrom('sights')
    .where('at', '<=', now - DAY_MS)
    .execute();
  // A lane that is missing counts as free, which is what these are.
  await db
    .deleteFrom('lanes')
    .where('leased_until', '<=', now)
    .where('paced_until', '<=', now)
    .where(
      sql<boolean>`not exists (select 1 from deliveries d where d.state = 'open' and d.lane = lanes.lane)`,
    )
    .execute();
}
