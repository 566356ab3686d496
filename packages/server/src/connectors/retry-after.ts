const day = 86_400_000;

/** `Retry-After` (RFC 9110 section 10.2.3), seconds or a date, as milliseconds from now; a day at most. */
export function retryAfter(value: string | null, now: number): number | undefined {
  if (value === null) return undefined;
  const wait = /^\d+$/u.test(value) ? Number(value) * 1_000 : Date.parse(value) - now;
  return Number.isNaN(wait) ? undefined : Math.min(Math.max(wait, 0), day);
}
