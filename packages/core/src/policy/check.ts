import type { Draft } from './draft.ts';
import type { Finding, Path } from '../yaml/fault.ts';
import type { Glob } from './glob.ts';
import { covers } from './glob-cover.ts';
import { compileMatch } from './match.ts';
import type { Match, MatchField } from './policy.ts';
import { quote } from '../text/quote.ts';

/** What no single part of the document shows to be wrong. */
export function check(draft: Draft): Finding[] {
  return [...twins(draft), ...quorumsOutOfReach(draft), ...rulesOutOfReach(draft)];
}

function twins({ rules }: Draft): Finding[] {
  return [
    ...twinsAmong(rules, 'rule', ['rules']),
    ...rules.flatMap((rule, at) =>
      twinsAmong(rule?.stages ?? [], 'stage', ['rules', at, 'stages']),
    ),
  ];
}

function twinsAmong(
  parts: ({ name: string | null } | null)[],
  what: string,
  path: Path,
): Finding[] {
  const names = parts.map((part) => part?.name ?? null);
  return names.flatMap((name, at) => {
    if (name === null || names.indexOf(name) === at) return [];
    const message = `There is a ${what} ${quote(name)} already. Give each ${what} a name of its own.`;
    return [{ path: [...path, at, 'name'], message }];
  });
}

/** Only groups of listed people can be counted here. */
function quorumsOutOfReach({ groups, rules }: Draft): Finding[] {
  return rules.flatMap((rule, ruleAt) =>
    (rule?.stages ?? []).flatMap((stage, stageAt) => {
      const people = new Set<string>();
      for (const name of stage?.groups ?? []) {
        const group = name !== null && Object.hasOwn(groups, name) ? groups[name] : null;
        if (!group || (group.slack ?? []).length + (group.entra ?? []).length > 0) return [];
        for (const person of group.people ?? []) people.add(person);
      }
      if (!stage?.quorum || people.size === 0 || stage.quorum <= people.size) return [];
      const have = people.size === 1 ? 'has 1 person' : `have ${people.size} people`;
      const message = `The quorum is ${stage.quorum}, but the groups of this stage ${have} in all.`;
      return [{ path: ['rules', ruleAt, 'stages', stageAt, 'quorum'], message }];
    }),
  );
}

// A document of 256 KB can ask for many more: one took 16 seconds without this bound.
const MAX_COMPARISONS = 5_000_000;

/** Tells the plain cases: what more than one earlier rule takes together is not looked for. */
function rulesOutOfReach({ rules }: Draft): Finding[] {
  let comparisons = 0;
  const compare: Compare = (outer, inner) =>
    ++comparisons <= MAX_COMPARISONS && covers(outer, inner);
  const matches = rules.map((rule) => (rule?.match ? compileMatch(rule.match) : undefined));
  return matches.flatMap((match, at) => {
    if (match === undefined) return [];
    const above = matches.findIndex(
      (other, i) => i < at && other && coversAll(other, match, compare),
    );
    if (above === -1) return [];
    const name = rules[above]?.name ?? `rules[${above}]`;
    const message = `This rule can never decide: the earlier ${quote(name)} matches everything that it matches.`;
    return [{ path: ['rules', at], message, hint: 'Move it above that rule, or remove it.' }];
  });
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
