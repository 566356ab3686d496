import { reviewStatus } from '@countersign/core/request/review';
import type { AfterReview, RequestState } from '@countersign/core/request/state';
import { sql } from 'kysely';
import type { Store } from '../ports/store.ts';
import { atMost } from './at-most.ts';
import type { Engine } from './engine.ts';
import { statement, type Query } from './statement.ts';

// A literal, since an index of those that are due serves no parameter.
const DUE = sql.lit('due');

/** The row by which the review of an emergency approval is found when it is late. */
export function reviewWrites(state: RequestState | undefined): Query[] {
  return state?.review ? [upsert(rowOf(state.id, state.review))] : [];
}

function rowOf(request: string, review: AfterReview) {
  return { request, status: reviewStatus(review), dueAt: review.dueAt };
}

export function reviewLists({ db, read }: Engine): Store['reviews'] {
  return {
    due: async (now, limit) => (await read(due({ now, limit }))).map(({ request }) => request),
    open: async (limit) => (await read(open({ limit }))).map(({ request }) => request),
    async nextMoment() {
      const [next] = await read(nextMoment({}));
      return next?.at ?? null;
    },
    async countByStatus() {
      const rows = await db
        .selectFrom('reviews')
        .select((eb) => ['status', eb.fn.countAll<number>().as('count')])
        .groupBy('status')
        .execute();
      const of = (status: string) => rows.find((row) => row.status === status)?.count ?? 0;
      return { due: of('due'), overdue: of('overdue'), done: of('done') };
    },
  };
}

const upsert = statement((values: ReturnType<typeof rowOf>, { db }) =>
  db
    .insertInto('reviews')
    .values({ request: values.request, status: values.status, due_at: values.dueAt })
    .onConflict((conflict) =>
      conflict.column('request').doUpdateSet((eb) => ({
        status: eb.ref('excluded.status'),
        due_at: eb.ref('excluded.due_at'),
      })),
    ),
);

const due = statement(({ now, limit }: { now: number; limit: number }, { db }) =>
  db
    .selectFrom('reviews')
    .select('request')
    .where('status', '=', DUE)
    .where('due_at', '<=', now)
    .orderBy('due_at')
    .orderBy('request')
    .limit(atMost(limit)),
);

const open = statement(({ limit }: { limit: number }, { db }) =>
  db
    .selectFrom('reviews')
    .select('request')
    .where('status', '!=', sql.lit('done'))
    .orderBy('due_at')
    .orderBy('request')
    .limit(atMost(limit)),
);

const nextMoment = statement((_: object, { db }) =>
  db
    .selectFrom('reviews')
    .select((eb) => eb.fn.min<number | null>('due_at').as('at'))
    .where('status', '=', DUE),
);
