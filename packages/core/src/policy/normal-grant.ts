import { parseDuration } from './duration.ts';
import type { GrantPlan } from './plan.ts';
import type { Document } from './shape/document.ts';

export const DEFAULT_LIFETIME = '15m';

export function toGrant(written: NonNullable<Document['rules'][number]['grant']>): GrantPlan {
  const { audience, scope = [], lifetime = DEFAULT_LIFETIME, uses = 1, targets = [] } = written;
  const lifetimeMs = parseDuration(lifetime) ?? 0;
  return { audience: [...new Set(audience)], scope, lifetimeMs, uses, targets };
}
