import { decide } from '@countersign/core/request/decide';
import type { Store } from '../ports/store.ts';
import type { Context } from './context.ts';
import { effectsOf } from './effects.ts';
import { listsElsewhere } from './place-in-list.ts';
import { readFreezes } from './read-freezes.ts';
import { reviewWants } from './view-emergency.ts';
import { escalationRoutes, wholeElsewhere } from './whole-elsewhere.ts';

const BATCH = 100;

/**
 * Does what time has made due: reminders, escalations, ends of freezes, expiry, reviews that are
 * late. Returns for how many.
 */
export async function tickRequests(ctx: Context): Promise<number> {
  const now = ctx.now();
  const { requests, reviews } = ctx.store;
  const due = (await Promise.all([requests.due(now, BATCH), reviews.due(now, BATCH)])).flat();
  for (const id of due) await tickRequest(ctx, id);
  return due.length;
}

/** When time next does something to any request. */
export async function nextTick({
  requests,
  reviews,
}: Pick<Store, 'requests' | 'reviews'>): Promise<number | null> {
  const next = await Promise.all([requests.nextMoment(), reviews.nextMoment()]);
  const known = next.filter((at) => at !== null);
  return known.length === 0 ? null : Math.min(...known);
}

/** Does what is due for one. */
export async function tickRequest(ctx: Context, id: string): Promise<void> {
  const stored = await ctx.store.requests.get(id);
  if (!stored) return;
  const frozen = await readFreezes(stored.state);
  const routes = escalationRoutes(stored.state);
  const wholeOn = await wholeElsewhere(ctx, stored.state, routes);
  const lists = await listsElsewhere(ctx, stored, routes);
  const late = await ctx.store.requests.change(id, (current) => {
    const decided = decide(current.state, { type: 'tick' }, ctx.now(), undefined, frozen);
    // Decided in the same moment by somebody else: that decision stands.
    if (!decided.ok) return { result: null };
    return {
      state: decided.state,
      ...effectsOf(ctx, current, decided.state, decided.events, wholeOn, lists),
      result: decided.events.some(({ type }) => type === 'review_overdue') ? decided.state : null,
    };
  });
  if (late)
    ctx.report.warn(
      { request: id },
      `An emergency approval was not reviewed in time. ${reviewWants(late)}`,
    );
}
