import type { Effects, Sight } from '../ports/effects.ts';
import type { Login } from '../ports/login.ts';
import type { Session, SessionStore } from '../ports/session-store.ts';
import { effectWrites } from './effects.ts';
import type { Engine, Steps, Work } from './engine.ts';
import { StoreError } from './error.ts';
import { see } from './leases.ts';
import type { Schema } from './schema.ts';
import { statement } from './statement.ts';
import { wakesOf } from './wakes.ts';

/** People who are signed in. */
export function sessionStore(engine: Engine): SessionStore {
  return {
    start: (session, how, effects) => start(engine, session, how, effects),
    byHash: async (hash) => first(await engine.read(byHash({ hash }))),
    byId: async (id) => first(await engine.read(byId({ id }))),
    of: async (person, now) => (await engine.read(ofPerson({ person, now }))).map(sessionOf),
    async seen(id, at) {
      await engine.statement(seen({ id, at }));
    },
    end: (id, effects) => end(engine, id, effects),
    async sealingKey(fresh) {
      // The insert waits for one that came before, and so the key that is read is the first.
      await engine.statement(firstKey({ key: fresh }));
      return (await engine.db.selectFrom('sign_in_key').select('key').executeTakeFirstOrThrow())
        .key;
    },
  };
}

async function start(
  engine: Engine,
  session: Session,
  { once, replaces }: { once: Sight; replaces: string | undefined },
  effects: Effects,
): Promise<boolean> {
  return engine.transaction(function* (): Steps<Work<boolean>> {
    if (!(yield* see(once))) return { result: false, writes: [], wakes: [] };
    const writes = [
      insert(rowOf(session)),
      ...(replaces === undefined ? [] : [remove({ id: replaces })]),
      ...effectWrites(effects, engine.now()),
    ];
    return { result: true, writes, wakes: wakesOf(effects) };
  });
}

async function end(engine: Engine, id: string, effects: Effects): Promise<boolean> {
  try {
    await engine.write(effectWrites(effects, engine.now()), wakesOf(effects), [remove({ id })]);
    return true;
  } catch (error) {
    if (error instanceof StoreError && error.code === 'conflict') return false;
    throw error;
  }
}

type Row = Schema['people_sessions'];

function rowOf({ login, startedAt, seenAt, expiresAt, ...same }: Session) {
  return { ...same, login: JSON.stringify(login), startedAt, seenAt, expiresAt };
}

function sessionOf({ id, hash, person, login, started_at, seen_at, expires_at }: Row): Session {
  const times = { startedAt: started_at, seenAt: seen_at, expiresAt: expires_at };
  return { id, hash, person, login: JSON.parse(login) as Login, ...times };
}

function first(rows: readonly Row[]): Session | null {
  const [row] = rows;
  return row ? sessionOf(row) : null;
}

const insert = statement((row: ReturnType<typeof rowOf>, { db }) =>
  db.insertInto('people_sessions').values({
    id: row.id,
    hash: row.hash,
    person: row.person,
    login: row.login,
    started_at: row.startedAt,
    seen_at: row.seenAt,
    expires_at: row.expiresAt,
  }),
);

const remove = statement(({ id }: { id: string }, { db }) =>
  db.deleteFrom('people_sessions').where('id', '=', id).returning('id'),
);

const byHash = statement(({ hash }: { hash: string }, { db }) =>
  db.selectFrom('people_sessions').selectAll().where('hash', '=', hash),
);

const byId = statement(({ id }: { id: string }, { db }) =>
  db.selectFrom('people_sessions').selectAll().where('id', '=', id),
);

const ofPerson = statement(({ person, now }: { person: string; now: number }, { db }) =>
  db
    .selectFrom('people_sessions')
    .selectAll()
    .where('person', '=', person)
    .where('expires_at', '>', now)
    .orderBy('started_at', 'desc')
    .orderBy('id', 'desc'),
);

const seen = statement(({ id, at }: { id: string; at: number }, { db }) =>
  db
    .updateTable('people_sessions')
    .set({ seen_at: at })
    .where('id', '=', id)
    .where('seen_at', '<', at),
);

const firstKey = statement(({ key }: { key: string }, { db }) =>
  db
    .insertInto('sign_in_key')
    .values({ one: 1, key })
    .onConflict((conflict) => conflict.column('one').doNothing()),
);
