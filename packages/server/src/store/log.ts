import { sql } from 'kysely';
import type { Entry } from '@countersign/core/log/entry';
import type { LogStore } from '../ports/store.ts';
import type { Database, Engine, Work } from './engine.ts';
import { chunks } from './chunks.ts';

type Batch = Parameters<LogStore['seal']>[0];

export function logStore(engine: Engine): LogStore {
  const { db } = engine;
  return {
    async unsealed(limit) {
      const rows = await db
        .selectFrom('entries')
        .select(['seq', 'body'])
        .where('place', 'is', null)
        .orderBy('seq')
        .limit(limit)
        .execute();
      return rows.map(({ seq, body }) => ({ ref: String(seq), entry: readEntry(body) }));
    },

    async countUnsealed() {
      const row = await db
        .selectFrom('entries')
        .select((eb) => eb.fn.countAll<number>().as('count'))
        .where('place', 'is', null)
        .executeTakeFirst();
      return row?.count ?? 0;
    },

    seal: (batch) => seal(engine, batch),

    async beginWith(vkey) {
      // The insert waits for one that came before, and so the key that is read is the first.
      await engine.statement((tx) =>
        tx
          .insertInto('log_key')
          .values({ one: 1, vkey })
          .onConflict((conflict) => conflict.column('one').doNothing())
          .execute(),
      );
      return (await db.selectFrom('log_key').select('vkey').executeTakeFirstOrThrow()).vkey;
    },

    async latest() {
      const row = await latest(db);
      return row ? { ...row, root: new Uint8Array(row.root) } : null;
    },

    async tile(path) {
      const row = await db
        .selectFrom('tiles')
        .select('bytes')
        .where('path', '=', path)
        .executeTakeFirst();
      return row ? new Uint8Array(row.bytes) : null;
    },

    async range(from, to) {
      const rows = await db
        .selectFrom('entries')
        .select(['place', 'body'])
        .where('place', '>=', from)
        .where('place', '<', to)
        .orderBy('place')
        .execute();
      return rows.map(({ place, body }) => ({ index: Number(place), entry: readEntry(body) }));
    },

    async ofRequest(request) {
      const rows = await db
        .selectFrom('entries')
        .select(['place', 'body'])
        .where('request', '=', request)
        .orderBy('seq')
        .execute();
      return rows.map(({ place, body }) => ({ index: place, entry: readEntry(body) }));
    },
  };
}

async function seal(engine: Engine, batch: Batch): Promise<boolean> {
  try {
    return await engine.transaction(async (tx): Promise<Work<boolean>> => {
      const size = (await latest(tx))?.size ?? 0;
      if (size !== batch.from) throw new TreeHasGrown();
      await tx.insertInto('checkpoints').values(batch.checkpoint).execute();
      for (const places of chunks(batch.places)) await give(tx, places);
      for (const tiles of chunks(batch.tiles)) await writeTiles(tx, tiles);
      return { result: true, writes: [], wakes: [] };
    });
  } catch (error) {
    // Two sealers at once: the unique size, or a unique place, stops the second.
    if (error instanceof TreeHasGrown || engine.isUniqueViolation(error)) return false;
    throw error;
  }
}

class TreeHasGrown extends Error {}

function latest(db: Database) {
  return db
    .selectFrom('checkpoints')
    .selectAll()
    .orderBy('size', 'desc')
    .limit(1)
    .executeTakeFirst();
}

async function give(tx: Database, places: Batch['places']): Promise<void> {
  const rows = places.map(
    ({ ref, index }) => sql`(cast(${ref} as bigint), cast(${index} as bigint))`,
  );
  const given = await sql`
    with given(seq, place) as (values ${sql.join(rows)})
    update entries set place = given.place from given
    where entries.seq = given.seq and entries.place is null`.execute(tx);
  if (Number(given.numAffectedRows) !== places.length) throw new TreeHasGrown();
}

async function writeTiles(tx: Database, tiles: Batch['tiles']): Promise<void> {
  await tx
    .insertInto('tiles')
    .values(tiles)
    .onConflict((conflict) =>
      conflict.column('path').doUpdateSet((eb) => ({ bytes: eb.ref('excluded.bytes') })),
    )
    .execute();
}

function readEntry(body: string): Entry {
  return JSON.parse(body) as Entry;
}
