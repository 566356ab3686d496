import type { Digest } from '@countersign/core/digest';
import { sql } from 'kysely';
import type { Store } from '../ports/store.ts';
import type { Engine } from './engine.ts';
import { readWithCards, requestsWithCards } from './request-row.ts';
import { statement } from './statement.ts';

const DAY = 86_400_000;

/** What requests like one have come to: by indexed columns, without reading their states. */
export function requestHistory({
  read,
}: Engine): Pick<Store['requests'], 'history' | 'nthLastByRule' | 'lastRejected' | 'latestSame'> {
  return {
    async nthLastByRule({ count, ...ask }) {
      const [row] = await read(nthLastByRule({ ...ask, before: count - 1 }));
      return row?.at ?? null;
    },

    async lastRejected(ask) {
      const [row] = await read(lastRejected(ask));
      return row ? readWithCards(row) : null;
    },

    async latestSame(ask) {
      const [row] = await read(latestSame(ask));
      return row ? readWithCards(row) : null;
    },

    async history({ now, ...like }) {
      const [counted, approved, rejected] = await Promise.all([
        read(counts({ ...like, day: now - DAY, week: now - 7 * DAY })),
        read(last({ ...like, status: 'approved' })),
        read(last({ ...like, status: 'rejected' })),
      ]);
      const of = (status: string | null, since: 'day' | 'week') =>
        counted
          // What nobody was asked about is no sign that people approve of it.
          .filter((row) => status === null || (row.status === status && row.by_people === 1))
          .reduce((sum, row) => sum + Number(row[since]), 0);
      return {
        requestsLastDay: of(null, 'day'),
        requestsLastWeek: of(null, 'week'),
        approvalsLastDay: of('approved', 'day'),
        approvalsLastWeek: of('approved', 'week'),
        rejectionsLastDay: of('rejected', 'day'),
        rejectionsLastWeek: of('rejected', 'week'),
        lastApproved: approved[0]?.decided_at ?? null,
        lastRejected: rejected[0]?.decided_at ?? null,
        lastApprovedDigest: (approved[0]?.digest as Digest | undefined) ?? null,
      };
    },
  };
}

type Like = { identity: string; action: string; resource: string };
type Alike = Like & { environment: string };

const counts = statement(
  (
    { identity, action, resource, environment, day, week }: Alike & { day: number; week: number },
    { db },
  ) =>
    db
      .selectFrom('requests')
      .select(['status', 'by_people', (eb) => eb.fn.countAll<number>().as('week')])
      .select(
        sql<number | string>`coalesce(sum(case when created_at >= ${day} then 1 else 0 end), 0)`.as(
          'day',
        ),
      )
      .where('identity', '=', identity)
      .where('action', '=', action)
      .where('resource', '=', resource)
      .where('environment', '=', environment)
      .where('created_at', '>=', week)
      .groupBy(['status', 'by_people']),
);

/** Of those that were asked last, which is what the index goes by. */
const last = statement(
  ({ identity, action, resource, environment, status }: Alike & { status: string }, { db }) =>
    db
      .selectFrom('requests')
      .select(['digest', 'due_at as decided_at'])
      .where('identity', '=', identity)
      .where('action', '=', action)
      .where('resource', '=', resource)
      .where('environment', '=', environment)
      .where('status', '=', status)
      .where('by_people', '=', 1)
      .orderBy('created_at', 'desc')
      .limit(1),
);

const nthLastByRule = statement(
  (ask: { identity: string; rule: string; since: number; before: number }, { db }) =>
    db
      .selectFrom('allowances')
      .select('at')
      .where('identity', '=', ask.identity)
      .where('rule', '=', ask.rule)
      .where('at', '>', ask.since)
      .orderBy('at', 'desc')
      .limit(1)
      .offset(ask.before),
);

/** A literal, since an index of the rejected ones serves no parameter. */
const REJECTED = sql.lit('rejected');

const lastRejected = statement((ask: Like & { since: number }, maker) =>
  requestsWithCards(maker)
    .where('status', '=', REJECTED)
    .where('identity', '=', ask.identity)
    .where('action', '=', ask.action)
    .where('resource', '=', ask.resource)
    .where('due_at', '>', ask.since)
    .orderBy('due_at', 'desc')
    .limit(1),
);

const latestSame = statement((ask: { identity: string; digest: string; sameness: string }, maker) =>
  requestsWithCards(maker)
    .where('identity', '=', ask.identity)
    .where('digest', '=', ask.digest)
    .where('sameness', '=', ask.sameness)
    .where('status', 'in', [sql.lit('pending'), sql.lit('approved')])
    .orderBy('created_at', 'desc')
    .limit(1),
);
