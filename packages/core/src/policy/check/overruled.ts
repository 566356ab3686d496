import type { Finding } from '../../yaml/fault.ts';
import type { Draft, RuleDraft } from '../draft.ts';
import type { Glob } from '../glob.ts';
import { covers } from '../glob-cover.ts';
import { compileMatch } from '../match.ts';
import type { Match, MatchField } from '../policy.ts';
import { quote } from '../../text/quote.ts';

// A document of 256 KB can ask for many more: one took 16 seconds without this bound.
const MAX_COMPARISONS = 5_000_000;

const strictness = { allow: 0, ask: 1, refuse: 2 } as const;
type Kind = keyof typeof strictness;

type Judged = { at: number; name: string; kind: Kind; always: boolean; match: Match };

/**
 * A rule that never has a say, as a stricter one of the same file always applies where it does.
 * Tells the plain cases: what several rules take together is not looked for.
 */
export function overruled({ rules }: Draft): Finding[] {
  let comparisons = 0;
  const compare: Compare = (outer, inner) =>
    ++comparisons <= MAX_COMPARISONS && covers(outer, inner);
  const judged = rules.flatMap((rule, at) => judgedOf(rule, at) ?? []);
  // One that takes everything is meant: so is all stopped, or asked for, at once.
  const strict = judged.filter(
    ({ always, kind, match }) => always && kind !== 'allow' && Object.keys(match).length > 0,
  );
  return judged.flatMap((rule) => {
    const above = strict.find(
      (other) =>
        strictness[other.kind] > strictness[rule.kind] &&
        coversAll(other.match, rule.match, compare),
    );
    if (above === undefined) return [];
    const does = above.kind === 'refuse' ? 'refuses' : 'asks for';
    const message = `This rule can never ${rule.kind}: ${quote(above.name)} ${does} everything that it matches, and the strictest rule wins.`;
    return [{ path: ['rules', rule.at], message, hint: 'Narrow that rule, or remove this one.' }];
  });
}

function judgedOf(rule: RuleDraft | null, at: number): Judged | undefined {
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

type Compare = (outer: Glob, inner: Glob) => boolean;

function coversAll(outer: Match, inner: Match, compare: Compare): boolean {
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
