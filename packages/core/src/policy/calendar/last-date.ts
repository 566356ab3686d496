import { Temporal } from 'temporal-polyfill';
import type { Dates } from './dates.ts';
import { dateOf, dayOf } from './days.ts';
import type { Rule } from './rule.ts';
import { momentOf } from './wall.ts';

const MAX_YEARS = 20;

type Start = { start: string; time: string; zone: string };
type LastDate =
  | { ok: true; date: string | undefined }
  | { ok: false; message: string; hint: string };

/** The date after which `COUNT` or `UNTIL` let nothing begin; undefined where it goes on. */
export function lastDate({ count, until }: Rule, dates: Dates, at: Start): LastDate {
  if (count !== undefined) return lastOfCount(count, dates, at.start);
  if (until === undefined) return { ok: true, date: undefined };
  const date = until.length === 10 ? until : lastBefore(until, at);
  if (date >= at.start) return { ok: true, date };
  const message = 'UNTIL ends the recurrence before it starts, so this window never occurs.';
  return { ok: false, message, hint: `Its first occurrence is on ${at.start}.` };
}

function lastOfCount(count: number, dates: Dates, start: string): LastDate {
  let left = count;
  const day = dayOf(start);
  for (let from = day; from < day + MAX_YEARS * 366; from += 366) {
    const found = dates(from, from + 366);
    const last = found[left - 1];
    if (last !== undefined) return { ok: true, date: last };
    left -= found.length;
  }
  const message = `COUNT does not end within ${MAX_YEARS} years.`;
  return { ok: false, message, hint: 'Say when it ends with UNTIL, or leave it out.' };
}

/** An occurrence that begins at the moment of UNTIL still counts. */
function lastBefore(until: string, { time, zone }: Start): string {
  const moment = Temporal.Instant.from(until);
  const date = moment.toZonedDateTimeISO(zone).toPlainDate().toString();
  const isIn = momentOf(zone, `${date}T${time}`) <= moment.epochMilliseconds;
  return isIn ? date : dateOf(dayOf(date) - 1);
}
