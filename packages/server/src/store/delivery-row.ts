import type { Selectable } from 'kysely';
import type { ClaimedDelivery, Task } from '../ports/store.ts';
import type { DeliveryRow } from './schema.ts';

export function readDelivery(row: Selectable<DeliveryRow>): ClaimedDelivery {
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
