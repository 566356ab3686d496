import type { Decision } from '../ports/effects.ts';
import type { Store } from '../ports/store.ts';
import { atMost } from './at-most.ts';
import type { Engine } from './engine.ts';
import { rowsStatement, statement, type Query } from './statement.ts';

export function decisionStore({ read }: Engine): Store['decisions'] {
  return {
    since: async (at, limit) => {
      const rows = await read(since({ at, limit }));
      return rows.map(({ took_ms: tookMs, platform, ...row }) => ({
        ...row,
        platform: platform as Decision['platform'],
        tookMs,
      }));
    },
  };
}

export function insertDecisions(decisions: Decision[]): Query {
  return insert(decisions);
}

const insert = rowsStatement((rows: Decision[], { db }) =>
  db.insertInto('decisions').values(
    rows.map((row) => ({
      request: row.request,
      person: row.person,
      name: row.name,
      platform: row.platform,
      at: row.at,
      took_ms: row.tookMs,
    })),
  ),
);

const since = statement(({ at, limit }: { at: number; limit: number }, { db }) =>
  db
    .selectFrom('decisions')
    .select(['request', 'person', 'name', 'platform', 'at', 'took_ms'])
    .where('at', '>=', at)
    .orderBy('at', 'desc')
    .limit(atMost(limit)),
);
