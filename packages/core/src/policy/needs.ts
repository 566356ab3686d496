import type { Policy } from './policy.ts';

/**
 * Paths of the facts that any condition may read, such as `change.files`: nothing else need be
 * fetched. What globs look at and the moment are always needed, and are not listed for that.
 */
export function needs(policy: Pick<Policy, 'rules'>): ReadonlySet<string> {
  const conditions = policy.rules.flatMap(({ when, outcome }) => [
    when,
    ...(outcome.kind === 'ask' ? outcome.stages.map((stage) => stage.when) : []),
  ]);
  return new Set(conditions.flatMap((condition) => [...(condition?.needs ?? [])]));
}
