import type { Json } from '@countersign/core/wire/json';
import type { Install, Store } from '../ports/store.ts';
import type { Engine } from './engine.ts';
import type { Schema } from './schema.ts';
import type { Database } from './statement.ts';

type Key = { platform: string; team: string };

export function installStore(engine: Engine): Store['installs'] {
  const inTurn = createTurns();
  return {
    get: (platform, team) => read(engine.db, { platform, team }),
    change: (platform, team, fn) =>
      // In turn within the process first, so that waiting for a row's lock takes no second connection.
      inTurn(`${platform} ${team}`, () => {
        const key = { platform, team };
        return engine.dialect === 'postgres'
          ? lockedChange(engine, key, fn)
          : lonelyChange(engine, key, fn);
      }),
  };
}

type Fn = (current: Install | null) => Promise<Install | null>;

// The row's lock is held while `fn` talks to the platform: other replicas wait and see the result.
async function lockedChange(engine: Engine, key: Key, fn: Fn): Promise<Install | null> {
  return engine.db.transaction().execute(async (tx) => {
    await tx
      .insertInto('installs')
      .values({ ...key, enterprise: null, data: null })
      .onConflict((conflict) => conflict.columns(['platform', 'team']).doNothing())
      .execute();
    const row = await rowOf(tx, key).forUpdate().executeTakeFirst();
    return write(tx, key, await fn(readInstall(row)));
  });
}

// One process owns the file, and a transaction held over network calls would stop all its writes.
async function lonelyChange({ db }: Engine, key: Key, fn: Fn): Promise<Install | null> {
  return write(db, key, await fn(await read(db, key)));
}

async function read(db: Database, key: Key): Promise<Install | null> {
  return readInstall(await rowOf(db, key).executeTakeFirst());
}

function rowOf(db: Database, { platform, team }: Key) {
  return db
    .selectFrom('installs')
    .selectAll()
    .where('platform', '=', platform)
    .where('team', '=', team);
}

async function write(db: Database, key: Key, install: Install | null): Promise<Install | null> {
  const row = {
    ...key,
    enterprise: install?.enterprise ?? null,
    data: install && JSON.stringify(install.data),
  };
  await db
    .insertInto('installs')
    .values(row)
    .onConflict((conflict) =>
      conflict.columns(['platform', 'team']).doUpdateSet((eb) => ({
        enterprise: eb.ref('excluded.enterprise'),
        data: eb.ref('excluded.data'),
      })),
    )
    .execute();
  return install;
}

function readInstall(row: Schema['installs'] | undefined): Install | null {
  if (row === undefined || row.data === null) return null;
  return { team: row.team, enterprise: row.enterprise, data: JSON.parse(row.data) as Json };
}

/** Runs the tasks of one key one after another. */
function createTurns() {
  const last = new Map<string, Promise<unknown>>();
  return async <T>(key: string, task: () => Promise<T>): Promise<T> => {
    const turn = (last.get(key) ?? Promise.resolve()).then(task, task);
    last.set(key, turn);
    try {
      return await turn;
    } finally {
      if (last.get(key) === turn) last.delete(key);
    }
  };
}
