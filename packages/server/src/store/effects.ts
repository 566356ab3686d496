import { entryBytes, type Entry } from '@countersign/core/log/entry';
import type { Card, Effects, NewDelivery } from '../ports/store.ts';
import { writeCards } from './cards.ts';
import type { Database, Write } from './engine.ts';

/** The rows that commit together with a state; what was settled goes through `settle`. */
export function effectWrites(db: Database, effects: Effects, now: number): Write[] {
  const { entries = [], deliveries = [], cards = [] } = effects;
  const writes: Write[] = [];
  if (entries.length > 0) writes.push(writeEntries(db, entries));
  if (deliveries.length > 0) writes.push(writeDeliveries(db, deliveries, now));
  if (cards.length > 0) writes.push(writeCards(db, lastOfEach(cards)));
  return writes;
}

const utf8 = new TextDecoder();

function writeEntries(db: Database, entries: Entry[]): Write {
  return db.insertInto('entries').values(
    entries.map((entry) => ({
      request: entry.request ?? null,
      body: utf8.decode(entryBytes(entry)),
      place: null,
    })),
  );
}

function writeDeliveries(db: Database, deliveries: NewDelivery[], now: number): Write {
  return db.insertInto('deliveries').values(
    deliveries.map(({ id, lane, paceMs, task, request, runAt }) => ({
      id,
      lane,
      pace_ms: paceMs,
      task: JSON.stringify(task),
      request,
      run_at: runAt,
      since: now,
      error: null,
      ended_at: null,
    })),
  );
}

// One statement can't write a row twice.
function lastOfEach(cards: Card[]): Card[] {
  return [...new Map(cards.map((card) => [card.id, card])).values()];
}
