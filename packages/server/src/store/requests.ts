import { sql } from 'kysely';
import type { RequestState, Status } from '@countersign/core/request/state';
import type { Submission } from '@countersign/core/wire/submission';
import type { Card, Change, Store, StoredRequest, Wake } from '../ports/store.ts';
import { readCard } from './cards.ts';
import { effectWrites } from './effects.ts';
import type { Database, Engine, Write } from './engine.ts';
import type { CardRow, RequestRow } from './schema.ts';
import { settle } from './settle.ts';
import { wakesOf } from './wakes.ts';

const STORED = ['id', 'version', 'state', 'outcome'] as const;
type StoredRow = Pick<RequestRow, (typeof STORED)[number]>;

export function requestStore(engine: Engine): Store['requests'] {
  const { db } = engine;

  const findByKey: Store['requests']['findByKey'] = async (identity, key) => {
    const row = await db
      .selectFrom('requests')
      .select(['id', 'fingerprint'])
      .where('identity', '=', identity)
      .where('idempotency_key', '=', key)
      .executeTakeFirst();
    return row ? { id: row.id, fingerprint: row.fingerprint ?? '' } : null;
  };

  return {
    findByKey,

    async submit({ state, submission, idempotency }, effects) {
      const writes = [
        insertRequest(db, state, idempotency),
        db
          .insertInto('submissions')
          .values({ request: state.id, body: JSON.stringify(submission) }),
        ...effectWrites(db, effects, engine.now()),
      ];
      try {
        await engine.write(writes, [requestWake(state.id), ...wakesOf(effects)]);
        return { existing: null };
      } catch (error) {
        if (!idempotency || !engine.isUniqueViolation(error)) throw error;
        const existing = await findByKey(state.identity.id, idempotency.key);
        if (!existing) throw error;
        return { existing };
      }
    },

    async get(id) {
      const [row, cards] = await Promise.all([
        db.selectFrom('requests').select(STORED).where('id', '=', id).executeTakeFirst(),
        cardsOf(db, [id]),
      ]);
      return row ? readRequest(row, cards) : null;
    },

    async submission(id) {
      const row = await db
        .selectFrom('submissions')
        .select('body')
        .where('request', '=', id)
        .executeTakeFirst();
      return row ? (JSON.parse(row.body) as Submission) : null;
    },

    change: (id, change) =>
      engine.transaction(async (tx) => {
        // The cards are read by a statement of their own: one joined to a locked row would be as
        // old as the moment before the wait for the lock.
        const [row, cards] = await Promise.all([
          tx
            .selectFrom('requests')
            .select(STORED)
            .where('id', '=', id)
            .$if(engine.dialect === 'postgres', (query) => query.forUpdate())
            .executeTakeFirst(),
          cardsOf(tx, [id]),
        ]);
        if (!row) return { result: null, writes: [], wakes: [] };
        const changed = change(readRequest(row, cards));
        const now = engine.now();
        if (changed.settled?.length) await settle(tx, engine, changed.settled, now);
        return {
          result: changed.result,
          ...updateRequest(tx, row, changed),
          writes: effectWrites(tx, changed, now),
          wakes: [...wakesOfChange(id, changed), ...wakesOf(changed)],
        };
      }),

    async list({ identity, status, after, limit }) {
      const rows = await db
        .selectFrom('requests')
        .select(STORED)
        .$if(identity !== undefined, (query) => query.where('identity', '=', identity ?? ''))
        .$if(status !== undefined, (query) => query.where('status', '=', status ?? ''))
        .$if(after !== undefined, (query) =>
          query.where(
            sql<boolean>`(created_at, id) < (select a.created_at, a.id from requests a where a.id = ${after})`,
          ),
        )
        .orderBy('created_at', 'desc')
        .orderBy('id', 'desc')
        .limit(limit)
        .execute();
      const cards = await cardsOf(
        db,
        rows.map((row) => row.id),
      );
      return rows.map((row) => readRequest(row, cards));
    },

    async overdue(now, limit) {
      const rows = await pending(db)
        .select('id')
        .where('expires_at', '<=', now)
        .orderBy('expires_at')
        .orderBy('id')
        .limit(limit)
        .execute();
      return rows.map((row) => row.id);
    },

    async nextExpiry() {
      const row = await pending(db)
        .select((eb) => eb.fn.min<number | null>('expires_at').as('at'))
        .executeTakeFirst();
      return row?.at ?? null;
    },

    async countByStatus() {
      const rows = await db
        .selectFrom('requests')
        .select((eb) => ['status', eb.fn.countAll<number>().as('count')])
        .groupBy('status')
        .execute();
      return Object.fromEntries(rows.map(({ status, count }) => [status as Status, count]));
    },
  };
}

// A literal, since an index of the open ones serves no parameter.
function pending(db: Database) {
  return db.selectFrom('requests').where('status', '=', sql.lit('pending'));
}

function insertRequest(
  db: Database,
  state: RequestState,
  idempotency: { key: string; fingerprint: string } | undefined,
): Write {
  return db.insertInto('requests').values({
    id: state.id,
    identity: state.identity.id,
    idempotency_key: idempotency?.key ?? null,
    fingerprint: idempotency?.fingerprint ?? null,
    status: state.status,
    version: 1,
    created_at: state.createdAt,
    expires_at: state.expiresAt,
    state: JSON.stringify(state),
    outcome: null,
  });
}

function updateRequest(
  db: Database,
  row: StoredRow,
  { state, outcome }: Change<unknown>,
): { guard?: Write } {
  if (!state && !outcome) return {};
  return {
    guard: db
      .updateTable('requests')
      .set({
        version: row.version + 1,
        ...(state && {
          state: JSON.stringify(state),
          status: state.status,
          expires_at: state.expiresAt,
        }),
        ...(outcome && { outcome: JSON.stringify(outcome) }),
      })
      .where('id', '=', row.id)
      .where('version', '=', row.version)
      .returning('version'),
  };
}

function requestWake(id: string): Wake {
  return { type: 'request', id };
}

function wakesOfChange(id: string, { state, outcome, cards }: Change<unknown>): Wake[] {
  return state || outcome || cards?.length ? [requestWake(id)] : [];
}

async function cardsOf(db: Database, requests: string[]): Promise<CardRow[]> {
  if (requests.length === 0) return [];
  return db
    .selectFrom('cards')
    .selectAll()
    .where('request', 'in', requests)
    .orderBy('id')
    .execute();
}

function readRequest(row: StoredRow, cards: CardRow[]): StoredRequest {
  return {
    state: JSON.parse(row.state) as RequestState,
    version: row.version,
    outcome: row.outcome === null ? null : (JSON.parse(row.outcome) as StoredRequest['outcome']),
    cards: cards.filter((card) => card.request === row.id).map((card): Card => readCard(card)),
  };
}
