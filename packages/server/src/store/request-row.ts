import type { RequestState } from '@countersign/core/request/state';
import type { Card, StoredRequest } from '../ports/store.ts';
import { readCard } from './cards.ts';
import type { Database } from './engine.ts';
import type { CardRow, RequestRow } from './schema.ts';

/** All of a request but its submission. */
export const STORED = ['id', 'version', 'state', 'outcome', 'started'] as const;
export type StoredRow = Pick<RequestRow, (typeof STORED)[number]>;

export async function cardsOf(db: Database, requests: string[]): Promise<CardRow[]> {
  if (requests.length === 0) return [];
  return db
    .selectFrom('cards')
    .selectAll()
    .where('request', 'in', requests)
    .orderBy('id')
    .execute();
}

export function readRequest(row: StoredRow, cards: CardRow[]): StoredRequest {
  return {
    state: JSON.parse(row.state) as RequestState,
    version: row.version,
    started: row.started === null ? null : (JSON.parse(row.started) as StoredRequest['started']),
    outcome: row.outcome === null ? null : (JSON.parse(row.outcome) as StoredRequest['outcome']),
    cards: cards.filter((card) => card.request === row.id).map((card): Card => readCard(card)),
  };
}
