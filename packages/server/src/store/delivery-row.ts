import type { Selectable } from 'kysely';
import type { ClaimedDelivery, Task } from '../ports/delivery.ts';
import type { DeliveryRow } from './schema.ts';

// Named, since a newer replica may add columns to a table that this one has statements for.
export const DELIVERY = [
  'seq',
  'id',
  'lane',
  'pace_ms',
  'task',
  'request',
  'run_at',
  'attempt',
  'tries',
  'since',
  'ambiguous',
] as const;

type Row = Pick<Selectable<DeliveryRow>, (typeof DELIVERY)[number]>;

export function readDelivery(row: Row): ClaimedDelivery {
  return {
    id: row.id,
    lane: row.lane,
    paceMs: row.pace_ms,
    task: JSON.parse(row.task) as Task,
    request: row.request,
    runAt: row.run_at,
    attempt: row.attempt,
    ambiguous: row.ambiguous === 1,
    tries: row.tries,
    since: row.since,
  };
}
