import type { RuleTrace } from './verdict.ts';

/** The rules that would let a request through, with the most fields matched first. */
export function nearestOf(rules: readonly RuleTrace[]): RuleTrace[] {
  return byNearness(rules.filter(({ asks }) => asks !== 'refuse'));
}

/** With the most fields matched first; those that are as near in their own order. */
export function byNearness(rules: readonly RuleTrace[]): RuleTrace[] {
  return rules
    .map((node) => ({ node, hits: hits(node) }))
    .sort((a, b) => b.hits - a.hits)
    .map(({ node }) => node);
}

// A condition that failed comes nearer than one that is false.
function hits({ checks, when }: RuleTrace): number {
  let count = when?.error === undefined ? 0 : 1;
  for (const check of checks) if (check.matched) count++;
  return count;
}
