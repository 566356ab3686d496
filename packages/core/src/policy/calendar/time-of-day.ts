import { dateOf, dayOf } from './days.ts';
import { zonedParts } from './parts.ts';
import { isTime, laterMomentOf, momentOf } from './wall.ts';

/**
 * When the clocks of the zone, a known one, next show a time such as 18:00, in epoch milliseconds
 * after `nowMs`: today's, the second of today's where clocks show it twice, tomorrow's, or the day
 * after's. Undefined for what is no time of day.
 */
export function nextTimeOfDay(time: string, zone: string, nowMs: number): number | undefined {
  if (!isTime(time)) return undefined;
  const today = dayOf(zonedParts(zone, nowMs).date);
  const walls = [0, 1, 2].map((ahead) => `${dateOf(today + ahead)}T${time}`);
  const moments = walls.flatMap((wall) => [momentOf(zone, wall), laterMomentOf(zone, wall)]);
  return moments.find((at) => at > nowMs);
}
