import type { RequestState } from '@countersign/core/request/state';
import type { Submission } from '@countersign/core/wire/submission';
import { sql, type ExpressionBuilder } from 'kysely';
import * as postgres from 'kysely/helpers/postgres';
import * as sqlite from 'kysely/helpers/sqlite';
import type { Card, StoredRequest, Submitted } from '../ports/store.ts';
import { CARD, readCard } from './cards.ts';
import type { Database, Engine } from './engine.ts';
import type { CardRow, RequestRow, Schema } from './schema.ts';

/** All of a request but its submission. */
export const STORED = ['id', 'version', 'state', 'outcome', 'started'] as const;
export type StoredRow = Pick<RequestRow, (typeof STORED)[number]>;

/** Requests with their cards, in one statement. */
export function requestsWithCards({ db, dialect }: Pick<Engine, 'db' | 'dialect'>) {
  const { jsonArrayFrom } = dialect === 'postgres' ? postgres : sqlite;
  const cards = (eb: ExpressionBuilder<Schema, 'requests'>) =>
    jsonArrayFrom(
      eb
        .selectFrom('cards')
        .select(CARD)
        .whereRef('cards.request', '=', 'requests.id')
        .orderBy('cards.id'),
    );
  return db
    .selectFrom('requests')
    .select(STORED)
    .select((eb) => sql<string>`cast(${cards(eb)} as text)`.as('cards'));
}

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

export function readWithCards(row: StoredRow & { cards: string }): StoredRequest {
  return readRequest(row, JSON.parse(row.cards) as CardRow[]);
}

export function readSubmitted(row: StoredRow & { cards: string; body: string }): Submitted {
  return { request: readWithCards(row), submission: JSON.parse(row.body) as Submission };
}
