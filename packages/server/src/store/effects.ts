import { entryBytes, type Entry } from '@countersign/core/log/entry';
import type { Card } from '../ports/card.ts';
import type { NewDelivery } from '../ports/delivery.ts';
import type { Effects } from '../ports/effects.ts';
import { replaceCards } from './cards.ts';
import { rowsStatement, type Query } from './statement.ts';

/** The rows that commit together with a state; what was settled goes through `settle`. */
export function effectWrites(effects: Effects, now: number): Query[] {
  const { entries = [], deliveries = [], cards = [] } = effects;
  const writes: Query[] = [];
  if (entries.length > 0) writes.push(insertEntries(entries.map(entryRow)));
  if (deliveries.length > 0) {
    writes.push(insertDeliveries(deliveries.map((one) => deliveryRow(one, now))));
  }
  if (cards.length > 0) writes.push(replaceCards(lastOfEach(cards)));
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

function deliveryRow({ id, lane, paceMs, task, request, runAt }: NewDelivery, now: number) {
  return { id, lane, paceMs, task: JSON.stringify(task), request, runAt, now };
}

const insertDeliveries = rowsStatement((rows: ReturnType<typeof deliveryRow>[], { db }) =>
  db.insertInto('deliveries').values(
    rows.map(({ id, lane, paceMs, task, request, runAt, now }) => ({
      id,
      lane,
      pace_ms: paceMs,
      task,
      request,
      run_at: runAt,
      since: now,
      error: null,
      ended_at: null,
    })),
  ),
);

// One statement can't write a row twice.
function lastOfEach(cards: Card[]): Card[] {
  return [...new Map(cards.map((card) => [card.id, card])).values()];
}
