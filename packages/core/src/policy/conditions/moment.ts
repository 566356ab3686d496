/** Milliseconds since the epoch: 1970-01-01T00:00:00Z, and the last one of the year 2999. */
export const FIRST_MOMENT = 0;
export const LAST_MOMENT = 32_503_679_999_999;

// RFC 3339 in UTC or with an offset; the engine would cut off what is finer than a millisecond.
const WRITTEN =
  /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d)(\.\d{1,3})?(?:Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/;

/** Whether a text is a timestamp that every engine reads alike: a day that exists, 1970 to 2999. */
export function isTimestamp(text: string): boolean {
  const [, date, time, fraction = ''] = WRITTEN.exec(text) ?? [];
  if (date === undefined || time === undefined) return false;
  const at = Date.parse(text);
  if (!(at >= FIRST_MOMENT && at <= LAST_MOMENT)) return false;
  // A day or an hour that doesn't exist moves on to the next one.
  const plain = new Date(`${date}T${time}${fraction}Z`);
  return !Number.isNaN(plain.getTime()) && plain.toISOString().startsWith(`${date}T${time}`);
}

const UNITS = { h: 3_600_000, m: 60_000, s: 1_000, ms: 1 } as const;
/** A leap year: sums of as many as fit into a condition stay within the years that exist. */
const LONGEST = 8_784 * UNITS.h;

/** Whether a text is a duration of whole `h`, `m`, `s` and `ms`, such as `1h30m`, up to a year. */
export function isDuration(text: string): boolean {
  if (!/^-?(?:\d{1,9}(?:h|ms|m|s)){1,8}$/.test(text)) return false;
  let total = 0;
  for (const [, count, unit] of text.matchAll(/(\d+)(h|ms|m|s)/g)) {
    total += Number(count) * UNITS[unit as keyof typeof UNITS];
  }
  return total <= LONGEST;
}
