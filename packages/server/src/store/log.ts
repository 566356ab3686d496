import type { Entry } from '@countersign/core/log/entry';
import type { LogStore } from '../ports/log-store.ts';
import { atMost } from './at-most.ts';
import type { Engine } from './engine.ts';
import { latest, seal } from './seal.ts';
import { statement } from './statement.ts';

const utf8 = new TextEncoder();

export function logStore(engine: Engine): LogStore {
  const { db, read } = engine;
  return {
    async unsealed(limit) {
      const rows = await read(unsealed({ limit }));
      return rows.map(({ seq, body }) => ({ ref: String(seq), leaf: utf8.encode(body) }));
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
      await engine.statement(begin({ vkey }));
      return (await db.selectFrom('log_key').select('vkey').executeTakeFirstOrThrow()).vkey;
    },

    async latest() {
      const [row] = await read(latest({}));
      return row ? { ...row, root: new Uint8Array(row.root) } : null;
    },

    async tile(path) {
      const [row] = await read(tile({ path }));
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

const unsealed = statement(({ limit }: { limit: number }, { db }) =>
  db
    .selectFrom('entries')
    .select(['seq', 'body'])
    .where('place', 'is', null)
    .orderBy('seq')
    .limit(atMost(limit)),
);

const tile = statement(({ path }: { path: string }, { db }) =>
  db.selectFrom('tiles').select('bytes').where('path', '=', path),
);

const begin = statement(({ vkey }: { vkey: string }, { db }) =>
  db
    .insertInto('log_key')
    .values({ one: 1, vkey })
    .onConflict((conflict) => conflict.column('one').doNothing()),
);

function readEntry(body: string): Entry {
  return JSON.parse(body) as Entry;
}
