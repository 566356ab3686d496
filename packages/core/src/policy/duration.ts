const units = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** Milliseconds of `90s`, `15m`, `1h`, `7d`: a whole number and one unit; undefined for all else. */
export function parseDuration(text: string): number | undefined {
  const [, count, unit] = /^(\d{1,9})([smhd])$/.exec(text) ?? [];
  if (count === undefined || unit === undefined) return undefined;
  return Number(count) * units[unit as keyof typeof units];
}

/** The shortest spelling of a whole number of seconds, such as `90m` for 5,400,000. */
export function formatDuration(ms: number): string {
  if (ms % units.d === 0) return `${ms / units.d}d`;
  if (ms % units.h === 0) return `${ms / units.h}h`;
  if (ms % units.m === 0) return `${ms / units.m}m`;
  return `${ms / units.s}s`;
}
