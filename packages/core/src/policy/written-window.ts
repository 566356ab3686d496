import type { WrittenWindow } from './plan.ts';

export const DEFAULT_ZONE = 'UTC';

/** What of a freeze says when it is; the zone is the policy's where it has none. */
export const windowKeys = ['from', 'to', 'start', 'rrule', 'for', 'except', 'zone'] as const;

type Written = { [K in (typeof windowKeys)[number]]?: WrittenWindow[K] | undefined };

export function writtenWindow(freeze: Written, inherited: string): Omit<WrittenWindow, 'name'> {
  const given = windowKeys.filter((key) => freeze[key] !== undefined);
  return { zone: inherited, ...Object.fromEntries(given.map((key) => [key, freeze[key]])) };
}
