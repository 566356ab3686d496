import { Temporal } from 'temporal-polyfill';
import { FIRST_YEAR, LAST_YEAR, type Lasting } from './window.ts';

const DATE = String.raw`\d{4}-\d\d-\d\d`;
const TIME = String.raw`(?:[01]\d|2[0-3]):[0-5]\d`;
const date = new RegExp(`^${DATE}$`);
const dateTime = new RegExp(`^${DATE}T${TIME}$`);
const time = new RegExp(`^${TIME}$`);

/** `2026-12-20`, as a date that exists, in the years of windows. */
export function isDate(text: string): boolean {
  if (!date.test(text)) return false;
  const year = Number(text.slice(0, 4));
  if (year < FIRST_YEAR || year > LAST_YEAR) return false;
  const ms = Date.parse(text);
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(text);
}

/** `2026-12-20T18:00`, what a clock on the wall shows. */
export function isDateTime(text: string): boolean {
  return dateTime.test(text) && isDate(text.slice(0, 10));
}

/** `18:00` */
export function isTime(text: string): boolean {
  return time.test(text);
}

/**
 * The moment at which the clocks of the zone show this, in epoch milliseconds. Of two, the first;
 * what they skip is read with the offset before the gap (RFC 5545, 3.3.5).
 */
export function momentOf(zone: string, dateTimeText: string): number {
  return resolve(zone, dateTimeText).epochMilliseconds;
}

/** As `momentOf`, but of two the second. */
export function laterMomentOf(zone: string, dateTimeText: string): number {
  return Temporal.PlainDateTime.from(dateTimeText).toZonedDateTime(zone, {
    disambiguation: 'later',
  }).epochMilliseconds;
}

/** From a start on the wall clock to the end of what lasts so long, in epoch milliseconds. */
export function spanFrom(zone: string, start: string, lasting: Lasting) {
  const from = resolve(zone, start);
  return { from: from.epochMilliseconds, to: from.add(lasting).epochMilliseconds };
}

function resolve(zone: string, text: string): Temporal.ZonedDateTime {
  return Temporal.PlainDateTime.from(text).toZonedDateTime(zone, { disambiguation: 'compatible' });
}
