import type { Frozen, FreezeCheck } from './frozen.ts';
import type { RequestState } from './state.ts';

/** What an approval waits for at a moment: freezes, and the time that the rules name. */
export function heldBy({ plan }: RequestState, now: number, frozen: FreezeCheck): Frozen | null {
  const freeze = frozen(now);
  const { holdUntil } = plan;
  if (holdUntil === undefined || now >= holdUntil) return freeze;
  return { until: Math.max(holdUntil, freeze?.until ?? 0), by: freeze?.by ?? [] };
}
