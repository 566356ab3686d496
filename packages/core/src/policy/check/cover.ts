import type { RuleDraft } from '../draft.ts';
import type { Glob } from '../glob.ts';
import { covers } from '../glob-cover.ts';
import { compileMatch } from '../match.ts';
import type { Match, MatchField } from '../policy.ts';

// A document of 256 KB can ask for many more: one took 16 seconds without this bound.
const MAX_COMPARISONS = 5_000_000;

export type Kind = 'allow' | 'ask' | 'refuse';

export type Judged = { at: number; name: string; kind: Kind; always: boolean; match: Match };

/** Compares globs, as often as a document may have it done; then it knows of nothing any more. */
export function comparisons(): Compare {
  let count = 0;
  return (outer, inner) => ++count <= MAX_COMPARISONS && covers(outer, inner);
}

export function judgedOf(rule: RuleDraft | null, at: number): Judged | undefined {
  if (!rule?.match) return undefined;
  const kind = kindOf(rule);
  if (kind === undefined) return undefined;
  const name = rule.name ?? `rules[${at}]`;
  return { at, name, kind, always: rule.when === undefined, match: compileMatch(rule.match) };
}

function kindOf({ allow, refuse, stages }: RuleDraft): Kind | undefined {
  const kinds: Kind[] = [];
  if (allow !== undefined) kinds.push('allow');
  if (refuse !== undefined) kinds.push('refuse');
  if (stages.length > 0) kinds.push('ask');
  return kinds.length === 1 ? kinds[0] : undefined;
}

// Resources differ most, so they settle most pairs at once.
const byDifference: readonly MatchField[] = ['resource', 'environment', 'action', 'identity'];

export type Compare = (outer: Glob, inner: Glob) => boolean;

/** Where the inner one applies, the outer one surely does. */
export function coversAll(outer: Match, inner: Match, compare: Compare): boolean {
  return byDifference.every((field) => coversField(field, outer, inner, compare));
}

function coversField(field: MatchField, outer: Match, inner: Match, compare: Compare): boolean {
  const wide = outer[field]?.globs;
  if (wide === undefined || wide.some((glob) => isEverything(field, glob.pattern))) return true;
  const narrow = inner[field]?.globs;
  return narrow !== undefined && narrow.every((glob) => wide.some((other) => compare(other, glob)));
}

function isEverything(field: MatchField, pattern: string): boolean {
  // Actions and environments have one segment.
  const single = field === 'action' || field === 'environment';
  return pattern === '**' || (single && pattern === '*');
}
