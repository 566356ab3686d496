import type { Submission } from '@countersign/core/wire/submission';
import type { ExpressionBuilder } from 'kysely';
import type { Store } from '../ports/store.ts';
import type { Engine } from './engine.ts';
import { readSubmitted, readWithCards, requestsWithCards } from './request-row.ts';
import { pending } from './request-lists.ts';
import type { Schema } from './schema.ts';
import { statement, type Maker } from './statement.ts';

type Reads = { openSame(identity: string, sameness: string): Promise<string | null> } & Pick<
  Store['requests'],
  | 'findByKey'
  | 'get'
  | 'ofCard'
  | 'ofControl'
  | 'submission'
  | 'withSubmission'
  | 'withSubmissionOfCard'
>;

/** One request, each time in one statement. */
export function requestReads({ read }: Engine): Reads {
  return {
    async findByKey(identity, key) {
      const [row] = await read(byKey({ identity, key }));
      return row ? { id: row.id, fingerprint: row.fingerprint ?? '' } : null;
    },
    async openSame(identity, sameness) {
      const [row] = await read(openSame({ identity, sameness }));
      return row?.id ?? null;
    },
    async get(id) {
      const [row] = await read(byId({ id }));
      return row ? readWithCards(row) : null;
    },
    async ofCard(card) {
      const [row] = await read(byCard({ card }));
      return row ? readWithCards(row) : null;
    },
    async ofControl(control) {
      const [row] = await read(byControl({ control }));
      return row ? readWithCards(row) : null;
    },
    async submission(id) {
      const [row] = await read(submissionById({ id }));
      return row ? (JSON.parse(row.body) as Submission) : null;
    },
    async withSubmission(id) {
      const [row] = await read(submittedById({ id }));
      return row ? readSubmitted(row) : null;
    },
    async withSubmissionOfCard(card) {
      const [row] = await read(submittedByCard({ card }));
      return row ? readSubmitted(row) : null;
    },
  };
}

const byKey = statement(({ identity, key }: { identity: string; key: string }, { db }) =>
  db
    .selectFrom('requests')
    .select(['id', 'fingerprint'])
    .where('identity', '=', identity)
    .where('idempotency_key', '=', key)
    .unionAll(
      db
        .selectFrom('more_keys')
        .select(['request as id', 'fingerprint'])
        .where('identity', '=', identity)
        .where('idempotency_key', '=', key),
    ),
);

const openSame = statement(
  ({ identity, sameness }: { identity: string; sameness: string }, { db }) =>
    pending(db).select('id').where('identity', '=', identity).where('sameness', '=', sameness),
);

const byId = statement(({ id }: { id: string }, maker) =>
  requestsWithCards(maker).where('requests.id', '=', id),
);

const byCard = statement(({ card }: { card: string }, maker) =>
  requestsWithCards(maker).where('requests.id', '=', (eb) =>
    requestOf(eb).where('cards.id', '=', card),
  ),
);

const byControl = statement(({ control }: { control: string }, maker) =>
  requestsWithCards(maker).where('requests.id', '=', (eb) =>
    requestOf(eb).where('cards.control', '=', control),
  ),
);

const submissionById = statement(({ id }: { id: string }, { db }) =>
  db.selectFrom('submissions').select('body').where('request', '=', id),
);

const submittedById = statement(({ id }: { id: string }, maker) =>
  withBody(maker).where('requests.id', '=', id),
);

const submittedByCard = statement(({ card }: { card: string }, maker) =>
  withBody(maker).where('requests.id', '=', (eb) => requestOf(eb).where('cards.id', '=', card)),
);

function withBody(maker: Maker) {
  return requestsWithCards(maker)
    .innerJoin('submissions', 'submissions.request', 'requests.id')
    .select('submissions.body');
}

function requestOf(eb: ExpressionBuilder<Schema, 'requests'>) {
  return eb.selectFrom('cards').select('cards.request');
}
