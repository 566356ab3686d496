import type { Group } from '../plan.ts';
import type { Freeze, Policy, Rule } from '../policy.ts';
import { detail, opposite, shared } from './change.ts';
import type { Detail, Effect, PolicyChange } from './change.ts';
import { groundOf } from './ground.ts';
import type { Ground } from './ground.ts';
import { effectOf, growth, paired } from './lists.ts';
import { compareMatch } from './match.ts';
import { compareRest } from './rest.ts';
import { compareRule, effectOfRule, saying } from './rule.ts';
import { words } from './words.ts';

export type { Detail, Effect, PolicyChange } from './change.ts';

/** What another policy says differently; none where both have the same version. */
export function comparePolicies(before: Policy, after: Policy): PolicyChange[] {
  if (before.version === after.version) return [];
  const ground = groundOf(before, after);
  const changes = [
    ...parts('rule', before.rules, after.rules, {
      name: ({ name }) => name,
      effect: effectOfRule,
      say: ruleDetails,
      compare: (was, is) => compareRule(was, is, ground),
    }),
    ...parts('group', before.groups, after.groups, {
      name: ({ name }) => name,
      effect: () => undefined,
      say: (group) => compareRest({}, group, ['name']),
      compare: (was, is) => compareGroup(was, is, ground),
    }),
    ...parts('freeze', before.freezes, after.freezes, {
      name: ({ window }) => window.name,
      effect: () => 'stricter',
      say: (freeze) => [...windowDetails(freeze), detail('during', undefined, freeze.during)],
      compare: compareFreeze,
    }),
  ];
  const details = policyDetails(before, after);
  if (details.length === 0 && changes.length > 0) return changes;
  return [{ part: 'policy', name: '', change: 'changed', details }, ...changes];
}

type Kind<T> = {
  name: (part: T) => string;
  /** Of its being there. */
  effect: (part: T) => Effect | undefined;
  say: (part: T) => Detail[];
  compare: (before: T, after: T) => Detail[];
};

function parts<T>(
  part: PolicyChange['part'],
  before: readonly T[],
  after: readonly T[],
  kind: Kind<T>,
): PolicyChange[] {
  return paired(before, after, kind.name).flatMap(
    ({ name, before: was, after: is }): PolicyChange[] => {
      if (was && is) {
        const details = kind.compare(was, is);
        if (details.length === 0) return [];
        const effect = shared(details.map((each) => each.effect));
        return [{ part, name, change: 'changed', details, ...(effect && { effect }) }];
      }
      const one = is ?? was;
      if (one === undefined) return [];
      const effect = is ? kind.effect(one) : opposite(kind.effect(one));
      const change = is ? 'added' : 'removed';
      return [{ part, name, change, details: kind.say(one), ...(effect && { effect }) }];
    },
  );
}

function ruleDetails(rule: Rule): Detail[] {
  const patterns = Object.entries(rule.match).map(
    ([field, of]) => `${field} ${of.patterns.join(' or ')}`,
  );
  return [
    detail('says', undefined, saying(rule)),
    detail('for', undefined, patterns.join(', ') || 'every request'),
    ...(rule.when ? [detail('when', undefined, rule.when.source.trim())] : []),
  ];
}

function compareGroup(before: Group, after: Group, { onlyApproves }: Ground): Detail[] {
  const more = onlyApproves(before.name) ? 'looser' : undefined;
  return (['people', 'slackUserGroups', 'entraGroups'] as const).flatMap((list) => {
    const [was, is] = [before[list] ?? [], after[list] ?? []];
    const change = growth(was, is);
    if (change === 'same') return [];
    return [detail(names[list], words(was), words(is), effectOf(change, more))];
  });
}

const names = {
  people: 'people',
  slackUserGroups: 'slack user groups',
  entraGroups: 'entra groups',
} as const;

function compareFreeze(before: Freeze, after: Freeze): Detail[] {
  const [was, is] = [before.during, after.during];
  const effect = is === 'refuse' ? 'stricter' : 'looser';
  return [
    ...compareRest(before.window, after.window, ['name']),
    ...compareMatch(before.match, after.match, 'stricter'),
    ...(was === is ? [] : [detail('during', was, is, effect)]),
    ...compareRest(before, after, ['window', 'match', 'during']),
  ];
}

function windowDetails({ window }: Freeze): Detail[] {
  return compareRest({}, window, ['name']);
}

/** What is of no part: the zone, the order of rules, what is kept of files. */
function policyDetails(before: Policy, after: Policy): Detail[] {
  const [was, is] = [orderOf(before.rules, after.rules), orderOf(after.rules, before.rules)];
  return [
    ...compareRest(before, after, ['version', 'rules', 'groups', 'freezes']),
    ...(was === is ? [] : [detail('order of rules', was, is)]),
  ];
}

function orderOf(some: readonly Rule[], others: readonly Rule[]): string {
  const there = new Set(others.map(({ name }) => name));
  return some
    .map(({ name }) => name)
    .filter((name) => there.has(name))
    .join(', ');
}
