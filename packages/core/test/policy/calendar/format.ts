import { zonedParts } from '../../../src/policy/calendar/parts.ts';
import { laterMomentOf, momentOf } from '../../../src/policy/calendar/wall.ts';

const weekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
const months = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');

/**
 * For people: `Fri 27 Nov 2026, 18:00 Europe/Berlin`. Where the clocks show it twice, the offset
 * says which one: `Sun 25 Oct 2026, 02:30 Europe/Berlin (UTC+01:00)`.
 */
export function formatMoment(zone: string, atMs: number): string {
  const { weekday, date, time, utcOffset } = zonedParts(zone, atMs);
  const [year, month, day] = date.split('-').map(Number);
  const wall = `${date}T${time}`;
  const isTwice = momentOf(zone, wall) !== laterMomentOf(zone, wall);
  const which = isTwice ? ` (UTC${utcOffset})` : '';
  return `${weekdays[weekday - 1]} ${day} ${months[(month ?? 1) - 1]} ${year}, ${time} ${zone}${which}`;
}
