const DAY = 86_400_000;

// Dates are counted as days in UTC, where every day has 24 hours.
export function dayOf(date: string): number {
  return Date.parse(date) / DAY;
}

export function dateOf(day: number): string {
  return new Date(day * DAY).toISOString().slice(0, 10);
}

export function firstDayOf(year: number): number {
  return Date.UTC(year, 0, 1) / DAY;
}
