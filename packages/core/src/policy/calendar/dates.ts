import { RRuleTemporal } from 'rrule-temporal';
import { dateOf, dayOf } from './days.ts';

const DAY = 86_400_000;

/**
 * Dates of an unended recurrence rule, from day to before day, in order. The library sees dates in
 * UTC alone: it drops what begins in a skipped hour, and a freeze must not vanish by that.
 */
export type Dates = (fromDay: number, toDay: number) => string[];

export function datesOf(rule: string, start: string): Dates {
  const recurrence = new RRuleTemporal({
    rruleString: `DTSTART:${start.replaceAll('-', '')}T000000Z\nRRULE:${rule}`,
    strict: true,
    cache: false,
  });
  return (fromDay, toDay) => {
    const first = Math.max(fromDay, dayOf(start));
    if (first >= toDay) return [];
    return recurrence
      .between(new Date(first * DAY), new Date(toDay * DAY - 1), true)
      .map((moment) => dateOf(moment.epochMilliseconds / DAY));
  };
}
