import { parseDuration } from './duration.ts';
import type { Limit, Restraint } from './policy.ts';
import type { Document } from './shape/document.ts';

type WrittenRule = Document['rules'][number];

/** What a rule does not say stays out, so that a policy without it keeps its version. */
export function toRestraint({ limit, cooldown, reuse, burst }: WrittenRule): Restraint {
  return {
    ...(limit && { limit: toLimit(limit) }),
    ...(cooldown !== undefined && { cooldownMs: parseDuration(cooldown) ?? 0 }),
    ...(reuse && { reuse: { uses: reuse.uses, withinMs: parseDuration(reuse.within) ?? 0 } }),
    ...(burst && { burst: { withinMs: parseDuration(burst.within) ?? 0 } }),
  };
}

export function toLimit({ count, per }: NonNullable<WrittenRule['limit']>): Limit {
  return { count, perMs: parseDuration(per) ?? 0 };
}
