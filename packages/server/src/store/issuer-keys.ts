import { sql } from 'kysely';
import type { IssuerKeyStore, KnownKey } from '../ports/issuer-key-store.ts';
import { ask, type Engine, type Steps, type Work } from './engine.ts';
import type { IssuerKeyRow } from './schema.ts';
import { statement } from './statement.ts';

/** Longer than anybody keeps published keys, or a grant lives. */
const KEEP_MS = 30 * 86_400_000;

export function issuerKeyStore(engine: Engine): IssuerKeyStore {
  return {
    change: (agree) =>
      engine.transaction(function* (): Steps<Work<ReturnType<typeof agree>['result']>> {
        const rows = yield* known(engine);
        const { result, keys } = agree(rows.map(readKey));
        return { result, writes: keys.map((key) => put(key)), wakes: [] };
      }),
  };
}

/** Two that start in one moment have no rows yet to wait for: so they wait for each other by name. */
function* known({ dialect, now }: Engine): Steps<readonly IssuerKeyRow[]> {
  if (dialect === 'postgres') yield* ask(oneByOne({}));
  return yield* ask(all({}), [forget({ before: now() - KEEP_MS })]);
}

function readKey(row: IssuerKeyRow): KnownKey {
  return {
    kid: row.kid,
    seenAt: row.seen_at,
    lackedAt: row.lacked_at,
    signsSince: row.signs_since,
    signedAt: row.signed_at,
  };
}

const oneByOne = statement(
  () => sql`select pg_advisory_xact_lock(hashtextextended('issuer keys', 0))`,
);

const all = statement((_: object, { db }) =>
  db
    .selectFrom('issuer_keys')
    .select(['kid', 'seen_at', 'lacked_at', 'signs_since', 'signed_at'])
    .orderBy('kid'),
);

const put = statement((key: KnownKey, { db }) =>
  db
    .insertInto('issuer_keys')
    .values({
      kid: key.kid,
      seen_at: key.seenAt,
      lacked_at: key.lackedAt,
      signs_since: key.signsSince,
      signed_at: key.signedAt,
    })
    .onConflict((conflict) =>
      conflict.column('kid').doUpdateSet((eb) => ({
        seen_at: eb.ref('excluded.seen_at'),
        lacked_at: eb.ref('excluded.lacked_at'),
        signs_since: eb.ref('excluded.signs_since'),
        signed_at: eb.ref('excluded.signed_at'),
      })),
    ),
);

const forget = statement(({ before }: { before: number }, { db }) =>
  db.deleteFrom('issuer_keys').where('seen_at', '<=', before),
);
