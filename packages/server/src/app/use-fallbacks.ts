import type { Card } from '../ports/card.ts';
import type { NewDelivery } from '../ports/delivery.ts';
import type { StoredRequest } from '../ports/stored-request.ts';
import type { Context } from './context.ts';
import { tellFallback } from './lanes.ts';

/**
 * What follows where a card can't be posted: each of the request's fallbacks is told, in the policy's
 * order, once for each card. Null where there is nobody to tell, or all have been told.
 */
export function useFallbacks(
  ctx: Context,
  { state }: StoredRequest,
  card: Card,
): { names: string[]; deliveries: NewDelivery[] } | null {
  const names = state.plan.fallbacks ?? [];
  const isNews = !card.fallback && card.message === null && state.status === 'pending';
  if (!isNews || names.length === 0) return null;
  const now = ctx.now();
  return { names, deliveries: names.map((name) => tellFallback(ctx, name, card, now)) };
}

/** After the commit; `fallbacks` is null where none is used. */
export function reportFallbacks(
  ctx: Context,
  { request, platform, channel }: Card,
  fallbacks: string[] | null,
): void {
  if (fallbacks === null) return;
  ctx.report.warn(
    { request, platform, channel, fallbacks },
    "A card can't be posted; the fallbacks of its request are told one way, where nobody can decide.",
  );
}
