import { isDate, isDateTime, momentOf } from './wall.ts';
import { dateOf, dayOf } from './days.ts';

/**
 * The moment that people mean by `2026-12-01 18:00`, or by `2026-12-01`, which counts to its end, in
 * epoch milliseconds; null for anything else. `zone` is a known one.
 */
export function readUntil(text: string, zone: string): number | null {
  const written = text.trim().replace(/\s+/, 'T');
  if (isDate(written)) return momentOf(zone, `${dateOf(dayOf(written) + 1)}T00:00`);
  return isDateTime(written) ? momentOf(zone, written) : null;
}
