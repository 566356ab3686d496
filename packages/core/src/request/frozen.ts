/** These freezes hold the moment; the last of them is over `until` then. */
export type Frozen = { until: number; by: string[] };

/**
 * Whether a plan's freezes hold a moment, by the calendar: see `freezeCheck`. It is handed in, since
 * calendars are heavy and few requests have a freeze.
 */
export type FreezeCheck = (now: number) => Frozen | null;
