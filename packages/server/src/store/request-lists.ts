import { sql } from 'kysely';
import type { Status } from '@countersign/core/request/state';
import type { Store } from '../ports/store.ts';
import type { Engine } from './engine.ts';
import { readWithCards, requestsWithCards } from './request-row.ts';
import type { Database } from './statement.ts';

type Lists = Pick<
  Store['requests'],
  'list' | 'oldestOpen' | 'overdue' | 'nextExpiry' | 'countByStatus'
>;

export function requestLists({ db, dialect }: Engine): Lists {
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
        .limit(limit)
        .execute();
      return rows.map(readWithCards);
    },

    async oldestOpen(limit) {
      const rows = await requestsWithCards({ db, dialect })
        .where('status', '=', sql.lit('pending'))
        .orderBy('created_at')
        .orderBy('id')
        .limit(limit)
        .execute();
      return rows.map(readWithCards);
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
export function pending(db: Database) {
  return db.selectFrom('requests').where('status', '=', sql.lit('pending'));
}
