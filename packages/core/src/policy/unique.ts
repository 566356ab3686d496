import type { Route } from './plan.ts';

/** Each once, where it stands first. */
export function unique<T>(items: readonly T[], keyOf: (item: T) => string): T[] {
  const byKey = new Map<string, T>();
  for (const item of items) {
    const key = keyOf(item);
    if (!byKey.has(key)) byKey.set(key, item);
  }
  return [...byKey.values()];
}

export function uniqueRoutes(routes: readonly Route[]): Route[] {
  return unique(routes, ({ platform, channel }) => `${platform} ${channel}`);
}
