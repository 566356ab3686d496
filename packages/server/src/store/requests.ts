import type { RequestState } from '@countersign/core/request/state';
import type { Submission } from '@countersign/core/wire/submission';
import type { ExpressionBuilder } from 'kysely';
import type { Change, Sight, Store, StoredRequest, Wake } from '../ports/store.ts';
import { effectWrites } from './effects.ts';
import type { Database, Engine, Work, Write } from './engine.ts';
import { StoreError } from './error.ts';
import { see } from './leases.ts';
import { pending, requestLists } from './request-lists.ts';
import {
  cardsOf,
  readRequest,
  readSubmitted,
  readWithCards,
  requestsWithCards,
  STORED,
  type StoredRow,
} from './request-row.ts';
import type { Schema } from './schema.ts';
import { settle } from './settle.ts';
import { wakesOf } from './wakes.ts';

type Once<T> = { seen: true } | { seen: false; result: T | null };

export function requestStore(engine: Engine): Store['requests'] {
  const { db } = engine;
  const withCards = () => requestsWithCards(engine);
  const submitted = () =>
    withCards()
      .innerJoin('submissions', 'submissions.request', 'requests.id')
      .select('submissions.body');

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

    async submit({ state, submission, idempotency, mostOpen }, effects) {
      const writes = [
        insertRequest(db, state, idempotency),
        db
          .insertInto('submissions')
          .values({ request: state.id, body: JSON.stringify(submission) }),
        ...effectWrites(db, effects, engine.now()),
      ];
      try {
        const guard = mostOpen === undefined ? undefined : room(db, state.identity.id, mostOpen);
        await engine.write(writes, [requestWake(state), ...wakesOf(effects)], guard);
        return { existing: null };
      } catch (error) {
        const tooManyOpen = error instanceof StoreError && error.code === 'conflict';
        if (!tooManyOpen && !engine.isUniqueViolation(error)) throw error;
        const existing = idempotency && (await findByKey(state.identity.id, idempotency.key));
        if (existing) return { existing };
        if (tooManyOpen) return { existing: null, tooManyOpen };
        throw error;
      }
    },

    get: async (id) => {
      const row = await withCards().where('requests.id', '=', id).executeTakeFirst();
      return row ? readWithCards(row) : null;
    },

    async ofCard(card) {
      const row = await withCards()
        .where('requests.id', '=', (eb) => requestOf(eb).where('cards.id', '=', card))
        .executeTakeFirst();
      return row ? readWithCards(row) : null;
    },

    async ofControl(control) {
      const row = await withCards()
        .where('requests.id', '=', (eb) => requestOf(eb).where('cards.control', '=', control))
        .executeTakeFirst();
      return row ? readWithCards(row) : null;
    },

    async withSubmission(id) {
      const row = await submitted().where('requests.id', '=', id).executeTakeFirst();
      return row ? readSubmitted(row) : null;
    },

    async withSubmissionOfCard(card) {
      const row = await submitted()
        .where('requests.id', '=', (eb) => requestOf(eb).where('cards.id', '=', card))
        .executeTakeFirst();
      return row ? readSubmitted(row) : null;
    },

    async submission(id) {
      const row = await db
        .selectFrom('submissions')
        .select('body')
        .where('request', '=', id)
        .executeTakeFirst();
      return row ? (JSON.parse(row.body) as Submission) : null;
    },

    change: (id, change) => engine.transaction((tx) => changeIn(tx, engine, id, change)),

    changeOnce: <T>(sight: Sight, id: string, change: (current: StoredRequest) => Change<T>) =>
      engine.transaction(async (tx): Promise<Work<Once<T>>> => {
        if (!(await see(tx, sight))) return { result: { seen: true }, writes: [], wakes: [] };
        const { result, ...work } = await changeIn(tx, engine, id, change);
        return { ...work, result: { seen: false, result } };
      }),

    ...requestLists(db),
  };
}

function requestOf(eb: ExpressionBuilder<Schema, 'requests'>) {
  return eb.selectFrom('cards').select('cards.request');
}

async function changeIn<T>(
  tx: Database,
  engine: Engine,
  id: string,
  change: (current: StoredRequest) => Change<T>,
): Promise<Work<T | null>> {
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
  const current = readRequest(row, cards);
  const changed = change(current);
  const now = engine.now();
  if (changed.settled?.length) await settle(tx, engine, changed.settled, now);
  return {
    result: changed.result,
    ...updateRequest(tx, row, changed),
    writes: effectWrites(tx, changed, now),
    wakes: [...wakesOfChange(current.state, changed), ...wakesOf(changed)],
  };
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
    started: null,
  });
}

/** A row where the identity may have one more open request; counts no further than `most`. */
function room(db: Database, identity: string, most: number): Write {
  const open = pending(db).select('id').where('identity', '=', identity).limit(most);
  const count = db.selectFrom(open.as('open')).select((eb) => eb.fn.countAll<number>().as('n'));
  return db.selectNoFrom((eb) => eb.lit(1).as('one')).where(count, '<', most);
}

function updateRequest(
  db: Database,
  row: StoredRow,
  { state, started, outcome }: Change<unknown>,
): { guard?: Write } {
  if (!state && !started && !outcome) return {};
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
        ...(started && { started: JSON.stringify(started) }),
        ...(outcome && { outcome: JSON.stringify(outcome) }),
      })
      .where('id', '=', row.id)
      .where('version', '=', row.version)
      .returning('version'),
  };
}

function requestWake({ id, status }: RequestState): Wake {
  return { type: 'request', id, status };
}

function wakesOfChange(before: RequestState, { state, outcome, cards }: Change<unknown>): Wake[] {
  return state || outcome || cards?.length ? [requestWake(state ?? before)] : [];
}
