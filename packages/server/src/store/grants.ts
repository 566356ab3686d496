import type { Grant, RevokedWhy } from '@countersign/core/grant/grant';
import type { GrantChange, GrantStore } from '../ports/grant-store.ts';
import type { StoredRequest } from '../ports/stored-request.ts';
import { cardsOf, changeRow, lock, type Changing } from './change-request.ts';
import type { EagerClaims } from './eager-claim.ts';
import { effectWrites } from './effects.ts';
import { ask, askAll, type Engine, type Steps, type Work } from './engine.ts';
import { GRANT, grantRow, readGrant } from './grant-row.ts';
import { identityOrder } from './identity-order.ts';
import { readStanding, standing } from './standing.ts';
import { statement } from './statement.ts';
import { wakesOf } from './wakes.ts';

export function grantStore(engine: Engine, claims: EagerClaims): GrantStore {
  return {
    get: async (id) => (await engine.read(byId({ id }))).map(readGrant)[0] ?? null,
    ofRequest: async (request) =>
      (await engine.read(byRequest({ request }))).map(readGrant)[0] ?? null,
    change: (request, change) =>
      claims.transaction((claim) => changeGrant(request, { engine, claim, change }), setImmediate),
    issue: (request, identity, change) =>
      claims.transaction(
        (claim) => issueGrant(request, identity, { engine, claim, change }),
        setImmediate,
      ),
    revokeAllOf: (identity, revoked, entriesOf) =>
      engine.transaction(function* (): Steps<Work<Grant[]>> {
        const grants = yield* revokeGrantsOf(engine, identity, revoked);
        const effects = { entries: entriesOf(grants) };
        const writes = effectWrites(effects, engine.now());
        return { result: grants, writes, wakes: wakesOf(effects) };
      }),
    holders: async (now) => (await engine.read(holders({ now }))).map(({ identity }) => identity),
    countLive: async (now) => (await engine.read(countLive({ now })))[0]?.count ?? 0,
  };
}

type ChangingGrant<T> = Omit<Changing<T>, 'change' | 'relies'> & {
  change: (current: StoredRequest, grant: Grant | null) => GrantChange<T>;
};

/** The request is locked before its grant, by everybody who locks both. */
export function* changeGrant<T>(
  request: string,
  { change, ...changing }: ChangingGrant<T>,
): Steps<Work<T | null>> {
  const [rows, cards, [held]] = yield* askAll(
    lock({ id: request }),
    cardsOf({ id: request }),
    lockGrant({ request }),
  );
  const grant = held ? readGrant(held) : null;
  let changed: Grant | undefined;
  const work = yield* changeRow(rows, cards, {
    ...changing,
    relies: {},
    change: (current) => {
      const made = change(current, grant);
      changed = made.grant;
      return made;
    },
  });
  return changed ? { ...work, writes: [...work.writes, put(grantRow(changed))] } : work;
}

type Issuing<T> = Omit<ChangingGrant<T>, 'change'> & {
  change: (current: StoredRequest, grant: Grant | null, isSuspended: boolean) => GrantChange<T>;
};

function* issueGrant<T>(
  request: string,
  identity: string,
  { change, ...changing }: Issuing<T>,
): Steps<Work<T | null>> {
  const { dialect } = changing.engine;
  const said = yield* ask(standing({ id: identity }), identityOrder.toGive(dialect, identity));
  const isSuspended = readStanding(said).suspendedAt !== null;
  return yield* changeGrant(request, {
    ...changing,
    change: (current, grant) => change(current, grant, isSuspended),
  });
}

/**
 * The first part of a transaction that stops an identity: what it holds ends. Gives the grants as they
 * are then.
 */
export function* revokeGrantsOf(
  { dialect }: Pick<Engine, 'dialect'>,
  identity: string,
  { at, why }: { at: number; why: RevokedWhy },
): Steps<Grant[]> {
  const order = identityOrder.toStop(dialect, identity);
  const rows = yield* ask(revokeAll({ identity, at, why }), order);
  return rows.map(readGrant);
}

const byId = statement(({ id }: { id: string }, { db }) =>
  db.selectFrom('grants').select(GRANT).where('id', '=', id),
);

const byRequest = statement(({ request }: { request: string }, { db }) =>
  db.selectFrom('grants').select(GRANT).where('request', '=', request),
);

const lockGrant = statement(({ request }: { request: string }, { db, dialect }) =>
  db
    .selectFrom('grants')
    .select(GRANT)
    .where('request', '=', request)
    .$if(dialect === 'postgres', (query) => query.forUpdate()),
);

const put = statement((row: ReturnType<typeof grantRow>, { db }) =>
  db
    .insertInto('grants')
    .values({
      id: row.id,
      request: row.request,
      identity: row.identity,
      digest: row.digest,
      body: row.body,
      uses: row.uses,
      max_uses: row.max_uses,
      issued_at: row.issued_at,
      expires_at: row.expires_at,
      revoked_at: row.revoked_at,
      revoked_why: row.revoked_why,
    })
    .onConflict((conflict) =>
      conflict.column('id').doUpdateSet((eb) => ({
        uses: eb.ref('excluded.uses'),
        revoked_at: eb.ref('excluded.revoked_at'),
        revoked_why: eb.ref('excluded.revoked_why'),
      })),
    ),
);

const revokeAll = statement((to: { identity: string; at: number; why: RevokedWhy }, { db }) =>
  db
    .updateTable('grants')
    .set({ revoked_at: to.at, revoked_why: to.why })
    .where('identity', '=', to.identity)
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', to.at)
    .returning(GRANT),
);

const holders = statement(({ now }: { now: number }, { db }) =>
  db
    .selectFrom('grants')
    .select('identity')
    .distinct()
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', now),
);

const countLive = statement(({ now }: { now: number }, { db }) =>
  db
    .selectFrom('grants')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', now),
);
