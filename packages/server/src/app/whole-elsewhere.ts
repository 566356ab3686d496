import type { Route } from '@countersign/core/policy/plan';
import type { RequestState } from '@countersign/core/request/state';
import type { Context } from './context.ts';

/** Platforms whose card shows all of a change by itself. */
export type WholeOn = ReadonlySet<Route['platform']>;

/**
 * The same of channels that are yet to be shown the request. Read before anything is locked, and only
 * where there are such channels: what was submitted may be large.
 */
export async function wholeElsewhere(
  ctx: Context,
  { id }: RequestState,
  routes: Route[],
): Promise<WholeOn> {
  if (routes.length === 0) return new Set();
  const submission = await ctx.store.requests.submission(id);
  const fits = (platform: Route['platform']) =>
    submission !== null && ctx.chats.get(platform)?.showsWhole(submission) === true;
  return new Set(routes.map(({ platform }) => platform).filter(fits));
}

/** Where escalations that are yet to come show it. */
export function escalationRoutes({ plan, stage, escalated }: RequestState): Route[] {
  const { escalations = [] } = plan.stages[stage] ?? {};
  return escalations.slice(escalated[stage] ?? 0).flatMap(({ routes }) => routes);
}
