import type { Lasting } from './window.ts';

const MAX_DAYS = 92;

/**
 * `2d`, `64h`, `2d12h`, `1w`, `90m`: weeks and days are nominal, hours and minutes exact, as in RFC
 * 5545, 3.3.6. From one minute to 92 days; undefined for all else.
 */
export function readLasting(text: string): Lasting | undefined {
  const units = /^(?:(\d{1,2})w)?(?:(\d{1,2})d)?(?:(\d{1,4})h)?(?:(\d{1,6})m)?$/.exec(text);
  if (units === null) return undefined;
  const [weeks = 0, days = 0, hours = 0, minutes = 0] = units.slice(1).map((n) => Number(n ?? 0));
  const lasting = { days: weeks * 7 + days, minutes: hours * 60 + minutes };
  const inDays = daysIn(lasting);
  return inDays > 0 && inDays <= MAX_DAYS ? lasting : undefined;
}

/** With days of 24 hours. */
export function daysIn({ days, minutes }: Lasting): number {
  return days + minutes / 1_440;
}
