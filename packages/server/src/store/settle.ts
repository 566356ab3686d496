import { sql } from 'kysely';
import type { Settled } from '../ports/delivery.ts';
import { among, listOf, type List } from './among.ts';
import { askAll, type Engine, type Steps } from './engine.ts';
import { reschedule } from './lanes.ts';
import { statement, type Dialect, type Query } from './statement.ts';

/**
 * Writes how attempts ended, and answers with what is still to be written: it frees their lanes. An
 * attempt that has passed to somebody else is left alone: (id, attempt) is the fence. `lanes` are
 * locked as well.
 */
export function* settle(
  { dialect }: Engine,
  settled: readonly Settled[],
  now: number,
  lanes: readonly string[] = [],
): Steps<Query[]> {
  if (settled.length === 0) return [];
  const ending = endingsOf(dialect, settled, now, lanes);
  return ending.freeing(yield* askAll(...ending.queries));
}

/** The same as queries of a step, and what is then to be written of their rows. */
export function endingsOf(
  dialect: Dialect,
  settled: readonly Settled[],
  now: number,
  lanes: readonly string[] = [],
) {
  if (settled.length === 0) return { queries: [], freeing: () => [] };
  // Claimers lock the lane before its delivery; in the other order the two would wait for each other.
  const ids = listOf(settled.map(({ id }) => id));
  const locks = dialect === 'postgres' ? [lock({ ids, lanes: listOf(lanes) })] : [];
  return {
    queries: [...locks, ...statementsFor(settled, now)],
    freeing(answers: readonly (readonly { lane: string }[])[]): Query[] {
      const freed = answers.slice(locks.length).flatMap((rows) => rows.map(({ lane }) => lane));
      return reschedule(freed, now);
    },
  };
}

function statementsFor(settled: readonly Settled[], now: number): Query<{ lane: string }>[] {
  const finished = settled.filter(({ outcome }) => outcome === 'done');
  const ids = listOf(finished.map(({ id }) => id));
  const attempts = listOf(finished.map(({ id, attempt }) => `${id} ${attempt}`));
  return [
    ...(finished.length > 0 ? [done({ ids, attempts, now })] : []),
    ...settled.flatMap((one) => {
      const { id, attempt, outcome } = one;
      if (outcome === 'done') return [];
      if (outcome === 'dead') return [dead({ id, attempt, error: one.error, now })];
      const { runAt, error, putOff = false } = one;
      const ambiguous = one.ambiguous ? 1 : 0;
      return [retry({ id, attempt, runAt, error, ambiguous, putOff: putOff ? 1 : 0 })];
    }),
  ];
}

const done = statement(
  ({ ids, attempts, now }: { ids: List; attempts: List; now: number }, maker) =>
    maker.db
      .updateTable('deliveries')
      .set({ state: sql.lit('done'), claimed: 0, error: null, ended_at: now })
      // Or nobody has begun it, and it is called off.
      .where((eb) => eb.or([eb('claimed', '=', 1), eb('attempt', '=', 0)]))
      .where(among(sql.ref('id'), ids, maker))
      .where(among(sql`(id || ' ' || attempt)`, attempts, maker))
      .returning('lane'),
);

type Fence = { id: string; attempt: number };

const dead = statement((one: Fence & { error: string; now: number }, { db }) =>
  db
    .updateTable('deliveries')
    .set({ state: sql.lit('dead'), claimed: 0, error: one.error, ended_at: one.now })
    .where('id', '=', one.id)
    .where('attempt', '=', one.attempt)
    .where('claimed', '=', 1)
    .returning('lane'),
);

type Retry = Fence & { runAt: number; error: string; ambiguous: number; putOff: number };

const retry = statement((one: Retry, { db }) =>
  db
    .updateTable('deliveries')
    .set((eb) => ({
      claimed: 0,
      error: one.error,
      run_at: one.runAt,
      tries: eb('tries', '-', one.putOff),
      // Once in doubt, in doubt until it is done.
      ambiguous: sql<number>`case when ambiguous = 1 then 1 else ${one.ambiguous} end`,
    }))
    .where('id', '=', one.id)
    .where('attempt', '=', one.attempt)
    .where('claimed', '=', 1)
    .returning('lane'),
);

const lock = statement(({ ids, lanes }: { ids: List; lanes: List }, maker) =>
  maker.db
    .selectFrom('lanes')
    .select('lane')
    .where(
      sql<boolean>`lane = any(
        array(select d.lane from deliveries d where ${among(sql.ref('d.id'), ids, maker)})
        || array(select json_array_elements_text(cast(${lanes} as json))))`,
    )
    .orderBy(sql`lane collate "C"`)
    .forUpdate(),
);
