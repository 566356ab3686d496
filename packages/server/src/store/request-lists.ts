import { sql } from 'kysely';
import type { Status } from '@countersign/core/request/state';
import type { Store } from '../ports/store.ts';
import { atMost } from './at-most.ts';
import type { Engine } from './engine.ts';
import { readWithCards, requestsWithCards } from './request-row.ts';
import { statement, type Database } from './statement.ts';

// A literal, since an index of the open ones serves no parameter.
const PENDING = sql.lit('pending');

type Lists = Pick<
  Store['requests'],
  'list' | 'oldestOpen' | 'due' | 'nextMoment' | 'countByStatus'
>;

export function requestLists({ db, dialect, read }: Engine): Lists {
  return {
    async list({ identity, status, after, limit }) {
      const rows = await requestsWithCards({ db, dialect })
        .$if(identity !== undefined, (query) => query.where('identity', '=', identity ?? ''))
        .$if(status !== undefined, (query) => query.where('status', '=', status ?? ''))
        .$if(after !== undefined, (query) =>
          query.where(
            sql<boolean>`(created_at, id) < (select a.created_at, a.id from requests a where a.id = ${after})`,
          ),
        )
        .orderBy('created_at', 'desc')
        .orderBy('id', 'desc')
        .limit(atMost(limit))
        .execute();
      return rows.map(readWithCards);
    },

    oldestOpen: async (limit) => (await read(oldestOpen({ limit }))).map(readWithCards),

    due: async (now, limit) => (await read(due({ now, limit }))).map(({ id }) => id),

    async nextMoment() {
      const [next] = await read(nextMoment({}));
      return next?.at ?? null;
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

const oldestOpen = statement(({ limit }: { limit: number }, maker) =>
  requestsWithCards(maker)
    .where('status', '=', PENDING)
    .orderBy('created_at')
    .orderBy('requests.id')
    .limit(atMost(limit)),
);

const due = statement(({ now, limit }: { now: number; limit: number }, { db }) =>
  pending(db)
    .select('id')
    .where('due_at', '<=', now)
    .orderBy('due_at')
    .orderBy('id')
    .limit(atMost(limit)),
);

const nextMoment = statement((_: object, { db }) =>
  pending(db).select((eb) => eb.fn.min<number | null>('due_at').as('at')),
);

export function pending(db: Database) {
  return db.selectFrom('requests').where('status', '=', PENDING);
}
