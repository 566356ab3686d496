import { sql } from 'kysely';
import type { LogStore } from '../ports/log-store.ts';
import { ask, askAll, type Engine, type Steps, type Work } from './engine.ts';
import { statement } from './statement.ts';

type Batch = Parameters<LogStore['seal']>[0];

export async function seal(engine: Engine, batch: Batch): Promise<boolean> {
  try {
    return await engine.transaction(function* (): Steps<Work<boolean>> {
      const [last] = yield* ask(latest({}));
      if ((last?.size ?? 0) !== batch.from) throw new TreeHasGrown();
      const places = JSON.stringify(batch.places.map(({ ref, index }) => [ref, index]));
      const [given] = yield* askAll(
        give({ places }),
        insertCheckpoint(batch.checkpoint),
        ...batch.tiles.map(writeTile),
      );
      if (given.length !== batch.places.length) throw new TreeHasGrown();
      return { result: true, writes: [], wakes: [] };
    });
  } catch (error) {
    // Two sealers at once: the unique size, or a unique place, stops the second.
    if (error instanceof TreeHasGrown || engine.isUniqueViolation(error)) return false;
    throw error;
  }
}

class TreeHasGrown extends Error {}

export const latest = statement((_: object, { db }) =>
  db
    .selectFrom('checkpoints')
    .select(['size', 'root', 'note', 'at'])
    .orderBy('size', 'desc')
    .limit(sql.lit(1)),
);

/** `places` is JSON, so that batches of every length have one text. */
const give = statement(({ places }: { places: string }, { dialect }) => {
  const each =
    dialect === 'postgres'
      ? sql`json_array_elements(cast(${places} as json))`
      : sql`json_each(${places})`;
  return sql<{ seq: number }>`
    with given as (
      select cast(value ->> 0 as bigint) as seq, cast(value ->> 1 as bigint) as place from ${each}
    )
    update entries set place = given.place from given
    where entries.seq = given.seq and entries.place is null
    returning entries.seq`;
});

const insertCheckpoint = statement(({ size, root, note, at }: Batch['checkpoint'], { db }) =>
  db.insertInto('checkpoints').values({ size, root, note, at }),
);

const writeTile = statement(({ path, bytes }: Batch['tiles'][number], { db }) =>
  db
    .insertInto('tiles')
    .values({ path, bytes })
    .onConflict((conflict) =>
      conflict.column('path').doUpdateSet((eb) => ({ bytes: eb.ref('excluded.bytes') })),
    ),
);
