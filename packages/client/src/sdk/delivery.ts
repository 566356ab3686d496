import type { DeadDelivery } from '@countersign/core/wire/types';
import { CountersignError } from './error.ts';
import { isInstant, isObject } from './view.ts';

/** A page of what was given up. By hand, as {@link readView} is. */
export function readDeadDeliveries(value: unknown): { items: DeadDelivery[]; next?: string } {
  const { items, next } = isObject(value) ? value : {};
  if (Array.isArray(items) && items.every(isDeadDelivery)) {
    return typeof next === 'string' ? { items, next } : { items };
  }
  throw new CountersignError(
    'bad_answer',
    'The service answered with something that is not a list of deliveries.',
  );
}

function isDeadDelivery(value: unknown): value is DeadDelivery {
  if (!isObject(value)) return false;
  const { request } = value;
  return (
    ['id', 'task', 'lane', 'error'].every((name) => typeof value[name] === 'string') &&
    typeof value['attempts'] === 'number' &&
    isInstant(value['diedAt']) &&
    (request === undefined || typeof request === 'string')
  );
}
