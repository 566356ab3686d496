import type { Entry } from '@countersign/core/log/entry';
import type { Json } from '@countersign/core/wire/json';
import { sql } from 'kysely';
import type { RegisterStore, TimelineItem, TimelinePlace } from '../ports/register-store.ts';
import { among, listOf, type List } from './among.ts';
import { atMost } from './at-most.ts';
import type { Engine } from './engine.ts';
import { GRANT, readGrant } from './grant-row.ts';
import { readWithCards, requestsWithCards } from './request-row.ts';
import type { Schema } from './schema.ts';
import { statement } from './statement.ts';

/**
 * Requests of an identity and changes of the identity itself, newest first: as many of each as are
 * asked for, of which the newest are kept.
 */
export async function identityTimeline(
  engine: Engine,
  { identity, before = END, limit }: Parameters<RegisterStore['timeline']>[0],
): Promise<TimelineItem[]> {
  const { read } = engine;
  const asked = { identity, at: before.at, id: before.id, limit };
  const [requests, changes] = await Promise.all([
    read(requestsBefore(asked)),
    read(changesBefore(asked)),
  ]);
  const found = [
    ...requests.map(readWithCards).map((request) => ({
      place: { at: request.state.createdAt, id: request.state.id },
      item: { type: 'request' as const, request },
    })),
    ...changes.map((row) => ({
      place: { at: row.at, id: row.id },
      item: { type: 'change' as const, change: { ...row, body: JSON.parse(row.body) as Json } },
    })),
  ]
    .toSorted((one, other) => newestFirst(one.place, other.place))
    .slice(0, limit)
    .map(({ item }) => item);
  const shown = listOf(
    found.flatMap((item) => (item.type === 'request' ? [item.request.state.id] : [])),
  );
  const [entries, grants] = await Promise.all([
    read(entriesOf({ requests: shown })),
    read(grantsOf({ requests: shown })),
  ]);
  const entriesBy = Map.groupBy(entries, ({ request }) => request);
  const grantBy = new Map(grants.map((row) => [row.request, readGrant(row)]));
  return found.map((item): TimelineItem => {
    if (item.type === 'change') return item;
    const { id } = item.request.state;
    const own = (entriesBy.get(id) ?? []).map(({ body }) => JSON.parse(body) as Entry);
    return { ...item, entries: own, grant: grantBy.get(id) ?? null };
  });
}

/** Before all that ever was. */
const END: TimelinePlace = { at: Number.MAX_SAFE_INTEGER, id: '' };

function newestFirst(one: TimelinePlace, other: TimelinePlace): number {
  return other.at - one.at || (other.id > one.id ? 1 : -1);
}

type Asked = { identity: string; at: number; id: string; limit: number };

const requestsBefore = statement(({ identity, at, id, limit }: Asked, maker) =>
  requestsWithCards(maker)
    .where('identity', '=', identity)
    .where(sql<boolean>`(created_at, id) < (${at}, ${id})`)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(atMost(limit)),
);

const changesBefore = statement(({ identity, at, id, limit }: Asked, { db }) =>
  db
    .selectFrom('identity_changes')
    .select(['id', 'identity', 'at', 'kind', 'body'])
    .where('identity', '=', identity)
    .where(sql<boolean>`(at, id) < (${at}, ${id})`)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(atMost(limit)),
);

const entriesOf = statement(({ requests }: { requests: List }, maker) =>
  maker.db
    .selectFrom('entries')
    .select(['request', 'body'])
    .where(among(sql.ref('request'), requests, maker))
    .orderBy('seq'),
);

const grantsOf = statement(({ requests }: { requests: List }, maker) =>
  maker.db
    .selectFrom('grants')
    .select(GRANT)
    .where(among(sql.ref('request'), requests, maker)),
);

export const insertChange = statement((row: Schema['identity_changes'], { db }) =>
  db
    .insertInto('identity_changes')
    .values({ id: row.id, identity: row.identity, at: row.at, kind: row.kind, body: row.body }),
);
