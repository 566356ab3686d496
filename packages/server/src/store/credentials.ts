import { STUCK_TRIES } from '@countersign/core/credential/credential';
import { sql } from 'kysely';
import type { CredentialChange, CredentialStore } from '../ports/credential-store.ts';
import { among, listOf, type List } from './among.ts';
import { atMost } from './at-most.ts';
import { lock } from './change-request.ts';
import { claimCredentials, nextDue } from './claim-credentials.ts';
import { CREDENTIAL, readCredential } from './credential-row.ts';
import type { Claim, EagerClaims } from './eager-claim.ts';
import { effectWrites } from './effects.ts';
import { askAll, type Engine, type Steps, type Work } from './engine.ts';
import { StoreError } from './error.ts';
import { changeGrant } from './grants.ts';
import { statement, type Query } from './statement.ts';
import { wakesOf } from './wakes.ts';

export function credentialStore(engine: Engine, claims: EagerClaims): CredentialStore {
  const guarded = async (guard: Query, effects: Parameters<CredentialStore['opened']>[2]) => {
    try {
      await engine.write(effectWrites(effects, engine.now()), wakesOf(effects), [guard]);
      return true;
    } catch (error) {
      if (error instanceof StoreError && error.code === 'conflict') return false;
      throw error;
    }
  };
  return {
    change: (request, change) =>
      claims.transaction((claim) => changeCredentials(request, { engine, claim, change })),
    opened: (id, at, effects) => guarded(opened({ id, at }), effects),
    abandon: async (id, at) => void (await engine.statement(abandon({ id, at }))),
    claim: (ask) => claimCredentials(engine, ask),
    nextDue: () => nextDue(engine),
    closed: ({ id, tries }, at, effects) => guarded(closed({ id, tries, at }), effects),
    failed: ({ id, tries }, next, effects) => guarded(failed({ id, tries, ...next }), effects),
    endedEarly: async (target, since) =>
      (await engine.read(endedEarly({ target, since }))).map(({ id }) => id),
    list: async (ask) => (await engine.read(left(ask))).map(readCredential),
    async countByStatus() {
      const rows = await engine.read(counts({}));
      const of = (status: string) => rows.find((row) => row.status === status)?.count ?? 0;
      return {
        opening: of('opening'),
        open: of('open'),
        closing: of('closing'),
        stuck: of('stuck'),
      };
    },
  };
}

type Changing<T> = {
  engine: Engine;
  claim: Claim;
  change: (...current: Parameters<Parameters<CredentialStore['change']>[1]>) => CredentialChange<T>;
};

/** Behind the lock of the request, which everybody takes who opens something for it. */
function* changeCredentials<T>(
  request: string,
  { engine, claim, change }: Changing<T>,
): Steps<Work<T | null>> {
  const [, rows] = yield* askAll(lock({ id: request }), ofRequest({ request }));
  const earlier = rows.map(readCredential);
  const own: Query[] = [];
  const work = yield* changeGrant(request, {
    engine,
    claim,
    change(current, grant) {
      const changed = change(current, grant, earlier);
      const { opening, replaces = [] } = changed;
      if (opening) own.push(insert(rowOf(opening)));
      if (replaces.length > 0) own.push(replace({ ids: listOf(replaces), at: engine.now() }));
      return changed;
    },
  });
  return { ...work, writes: [...work.writes, ...own] };
}

function rowOf({ credential, heldUntil }: NonNullable<CredentialChange<unknown>['opening']>) {
  const { id, request, grant, target, kind, key, closesAt } = credential;
  return { id, request, grant, target, kind, key, closesAt, heldUntil };
}

const ofRequest = statement(({ request }: { request: string }, { db }) =>
  db.selectFrom('credentials').select(CREDENTIAL).where('request', '=', request).orderBy('id'),
);

// Due from the first moment on: only its opener's hold keeps it from being closed.
const insert = statement((row: ReturnType<typeof rowOf>, { db }) =>
  db.insertInto('credentials').values({
    id: row.id,
    request: row.request,
    grant_id: row.grant,
    target: row.target,
    kind: row.kind,
    idempotency_key: row.key,
    status: 'opening',
    opened_at: null,
    closes_at: row.closesAt,
    due_at: 0,
    held_until: row.heldUntil,
    tries: 0,
    error: null,
    why: null,
    closed_at: null,
  }),
);

const replace = statement(({ ids, at }: { ids: List; at: number }, maker) =>
  maker.db
    .updateTable('credentials')
    .set({ status: 'closing', why: 'replaced', due_at: at })
    .where(among(sql.ref('id'), ids, maker))
    .where('status', '=', 'open'),
);

const opened = statement(({ id, at }: { id: string; at: number }, { db }) =>
  db
    .updateTable('credentials')
    .set((eb) => ({
      status: 'open',
      opened_at: at,
      due_at: eb.ref('closes_at'),
      held_until: null,
    }))
    .where('id', '=', id)
    .where('status', '=', 'opening')
    .returning('id'),
);

const abandon = statement(({ id, at }: { id: string; at: number }, { db }) =>
  db
    .updateTable('credentials')
    .set({
      status: 'closing',
      why: 'not_opened',
      due_at: at,
      held_until: null,
      closed_at: null,
    })
    .where('id', '=', id)
    .returning('id'),
);

type Fence = { id: string; tries: number };

const closed = statement(({ id, tries, at }: Fence & { at: number }, { db }) =>
  db
    .updateTable('credentials')
    .set({ status: 'closed', closed_at: at, held_until: null, error: null })
    .where('id', '=', id)
    .where('status', '=', 'closing')
    .where('tries', '=', tries)
    .returning('id'),
);

const failed = statement(
  ({ id, tries, dueAt, error }: Fence & { dueAt: number; error: string }, { db }) =>
    db
      .updateTable('credentials')
      .set({ due_at: dueAt, held_until: null, error })
      .where('id', '=', id)
      .where('status', '=', 'closing')
      .where('tries', '=', tries)
      .returning('id'),
);

const endedEarly = statement(({ target, since }: { target: string; since: number }, { db }) =>
  db
    .selectFrom('credentials')
    .select('id')
    .where('target', '=', target)
    .where('closes_at', '>', since)
    .where('why', '<>', sql.lit('expired'))
    .orderBy('id'),
);

const left = statement(({ limit }: { limit: number }, { db }) =>
  db
    .selectFrom('credentials')
    .select(CREDENTIAL)
    .where('status', '<>', sql.lit('closed'))
    .orderBy('tries', 'desc')
    .orderBy('id')
    .limit(atMost(limit)),
);

const counts = statement(
  () => sql<{ status: string; count: number }>`
    select case when status = 'closing' and tries >= ${sql.lit(STUCK_TRIES)} then 'stuck'
      else status end as status, count(*) as count
    from credentials where status <> 'closed' group by 1`,
);
