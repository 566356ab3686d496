import { entryBytes, type Entry } from '@countersign/core/log/entry';
import type { Card } from '../ports/card.ts';
import type { NewDelivery } from '../ports/delivery.ts';
import type { Effects } from '../ports/effects.ts';
import { markDrawn, replaceCards } from './cards.ts';
import { insertDecisions } from './decisions.ts';
import { rowsStatement, type Query } from './statement.ts';

/** The rows that commit together with a state; what was settled goes through `settle`. */
export function effectWrites(
  effects: Effects,
  now: number,
  claimed: readonly { id: string }[] = [],
): Query[] {
  const { entries = [], deliveries = [], cards = [], drawn = [], decisions = [] } = effects;
  const taken = new Set(claimed.map(({ id }) => id));
  const writes: Query[] = [];
  if (entries.length > 0) writes.push(insertEntries(entries.map(entryRow)));
  if (deliveries.length > 0) {
    writes.push(
      insertDeliveries(deliveries.map((one) => deliveryRow(one, now, taken.has(one.id)))),
    );
  }
  if (decisions.length > 0) writes.push(insertDecisions(decisions));
  if (cards.length > 0) writes.push(replaceCards(lastOfEach(cards)));
  writes.push(...drawn.map(markDrawn));
  return writes;
}

const utf8 = new TextDecoder();

function entryRow(entry: Entry) {
  return { request: entry.request ?? null, body: utf8.decode(entryBytes(entry)) };
}

const insertEntries = rowsStatement((rows: ReturnType<typeof entryRow>[], { db }) =>
  db
    .insertInto('entries')
    .values(rows.map(({ request, body }) => ({ request, body, place: null }))),
);

function deliveryRow(delivery: NewDelivery, now: number, isClaimed: boolean) {
  const { id, lane, paceMs, request, runAt } = delivery;
  const task = JSON.stringify(delivery.task);
  const [state, attempts] = isClaimed ? (['open', 1] as const) : (['new', 0] as const);
  return { id, lane, paceMs, task, request, runAt, now, state, attempts };
}

const insertDeliveries = rowsStatement((rows: ReturnType<typeof deliveryRow>[], { db }) =>
  db.insertInto('deliveries').values(
    rows.map(({ id, lane, paceMs, task, request, runAt, now, state, attempts }) => ({
      id,
      lane,
      pace_ms: paceMs,
      task,
      request,
      run_at: runAt,
      since: now,
      state,
      claimed: attempts,
      attempt: attempts,
      tries: attempts,
      error: null,
      ended_at: null,
    })),
  ),
);

// One statement can't write a row twice.
function lastOfEach(cards: Card[]): Card[] {
  return [...new Map(cards.map((card) => [card.id, card])).values()];
}
