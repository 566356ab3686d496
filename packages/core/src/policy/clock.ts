import { zonedParts } from './calendar/parts.ts';
import type { PolicyFacts } from './facts.ts';
import type { Policy } from './policy.ts';

/** What conditions call `time`, at a moment in epoch milliseconds; without one, 0 and no more. */
export function clock({ zone }: Pick<Policy, 'zone'>, now: number): PolicyFacts['time'] {
  if (Number.isNaN(now)) return { now: 0 };
  const { weekday, hour, minute, date } = zonedParts(zone, now);
  return { now, weekday, hour, minute, date };
}
