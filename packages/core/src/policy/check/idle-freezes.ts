import { didYouMean } from '../../text/did-you-mean.ts';
import { anyOf, quote } from '../../text/quote.ts';
import type { Finding } from '../../yaml/fault.ts';
import type { Draft } from '../draft.ts';
import type { Glob } from '../glob.ts';
import { compileMatch } from '../match.ts';
import { matchFields, type Match, type MatchField } from '../policy.ts';

/**
 * Freezes that stop nothing, as no rule is for what they name: a name mistyped here leaves open what
 * was meant to be closed. Tells the plain case, names without wildcards in a document whose rules are
 * all at hand.
 */
export function idleFreezes({ freezes, rules, include }: Draft): Finding[] {
  const matches = rules.flatMap((rule) => (rule?.match ? [compileMatch(rule.match)] : []));
  if (matches.length === 0 || matches.length < rules.length || include.length > 0) return [];
  return freezes.flatMap((freeze, at) => {
    if (!freeze?.match) return [];
    const match = compileMatch(freeze.match);
    return matchFields.flatMap((field) => idleIn(field, match, matches, ['freezes', at, 'match']));
  });
}

function idleIn(
  field: MatchField,
  freeze: Match,
  rules: Match[],
  path: Finding['path'],
): Finding[] {
  const named = freeze[field]?.globs ?? [];
  if (named.length === 0 || !named.every(({ exact }) => exact)) return [];
  const taken = rules.map((rule) => rule[field]?.globs);
  if (taken.some((globs) => globs === undefined || takesAny(globs, named))) return [];
  const known = [...new Set(taken.flatMap((globs = []) => globs.map(({ pattern }) => pattern)))];
  const [first] = named;
  const hint = didYouMean(first?.pattern ?? '', known) ?? `Rules are for ${anyOf(known)}.`;
  const names = named.map(({ pattern }) => quote(pattern)).join(', ');
  const message = `This freeze stops nothing: no rule is for the ${field} ${names}.`;
  return [{ path: [...path, field], message, hint }];
}

function takesAny(globs: readonly Glob[], named: readonly Glob[]): boolean {
  return named.some(({ pattern }) => globs.some((glob) => glob.matches(pattern)));
}
