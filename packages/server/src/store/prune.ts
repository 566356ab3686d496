import { sql } from 'kysely';
import type { Engine } from './engine.ts';

const DAY_MS = 86_400_000;
const KEEP_DONE_MS = 7 * DAY_MS;
const KEEP_DECISIONS_MS = 400 * DAY_MS;
/** A request is open for a week at most, and its approval serves runs for another. */
const KEEP_KEYS_MS = 14 * DAY_MS;

const KEEP_CREDENTIALS_MS = 30 * DAY_MS;

/** So that no look at the table is long, and no commit large. */
const DONE_AT_ONCE = 10_000;

/** From the oldest on, which need no index: what ends late among them is forgotten a little later. */
async function pruneDone({ db }: Engine, until: number): Promise<void> {
  const oldest = db
    .selectFrom('deliveries')
    .select('seq')
    .where('state', '=', sql.lit('done'))
    .orderBy('seq')
    .limit(DONE_AT_ONCE);
  for (let deleted = DONE_AT_ONCE; deleted === DONE_AT_ONCE;) {
    const gone = await db
      .deleteFrom('deliveries')
      .where('seq', 'in', oldest)
      .where('ended_at', '<=', until)
      .returning('seq')
      .execute();
    deleted = gone.length;
  }
}

/** Forgets what nobody asks for any more. Requests, entries and dead deliveries stay. */
export async function prune(engine: Engine, now: number): Promise<void> {
  const { db } = engine;
  await pruneDone(engine, now - KEEP_DONE_MS);
  await db
    .deleteFrom('sights')
    .where('at', '<=', now - DAY_MS)
    .execute();
  await db
    .deleteFrom('more_keys')
    .where('at', '<=', now - KEEP_KEYS_MS)
    .execute();
  await db
    .deleteFrom('decisions')
    .where('at', '<=', now - KEEP_DECISIONS_MS)
    .execute();
  await db
    .deleteFrom('forms')
    .where('at', '<=', now - DAY_MS)
    .execute();
  await db
    .deleteFrom('credentials')
    .where('status', '=', sql.lit('closed'))
    .where('closes_at', '<=', now - KEEP_CREDENTIALS_MS)
    .execute();
  await db.deleteFrom('delegations').where('until', '<=', now).execute();
  await db.deleteFrom('people_sessions').where('expires_at', '<=', now).execute();
  await db
    .deleteFrom('lanes')
    .where('due_at', 'is', null)
    .where('paced_until', '<=', now)
    .execute();
}
