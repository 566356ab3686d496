import type { RequestState } from '@countersign/core/request/state';
import type { Submission } from '@countersign/core/wire/submission';
import { sql, type ExpressionBuilder } from 'kysely';
import * as postgres from 'kysely/helpers/postgres';
import * as sqlite from 'kysely/helpers/sqlite';
import type { StoredRequest, Submitted } from '../ports/stored-request.ts';
import { CARD, readCard } from './cards.ts';
import type { CardRow, RequestRow, Schema } from './schema.ts';
import type { Maker } from './statement.ts';

/** All of a request but its submission and its cards. */
export const STORED = ['id', 'version', 'state', 'outcome', 'runs'] as const;
type StoredRow = Pick<RequestRow, (typeof STORED)[number]>;

/** Requests with their cards, in one statement. */
export function requestsWithCards({ db, dialect }: Maker) {
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

export function readRequest(row: StoredRow, cards: readonly CardRow[]): StoredRequest {
  return {
    state: JSON.parse(row.state) as RequestState,
    version: row.version,
    runs: row.runs === null ? [] : (JSON.parse(row.runs) as StoredRequest['runs']),
    outcome: row.outcome === null ? null : (JSON.parse(row.outcome) as StoredRequest['outcome']),
    cards: cards.map(readCard),
  };
}

export function readWithCards(row: StoredRow & { cards: string }): StoredRequest {
  return readRequest(row, JSON.parse(row.cards) as CardRow[]);
}

export function readSubmitted(row: StoredRow & { cards: string; body: string }): Submitted {
  return { request: readWithCards(row), submission: JSON.parse(row.body) as Submission };
}
