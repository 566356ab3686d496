import type { Direct, Route } from './plan.ts';

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

/** Nothing where nobody is written to: a plan from before there was that stays the same. */
export function uniteDirect(parts: readonly { direct?: Direct | undefined }[]): {
  direct?: Direct;
} {
  const direct = [...new Set(parts.flatMap((part) => part.direct ?? []))];
  return direct.length === 0 ? {} : { direct };
}
