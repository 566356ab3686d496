import { digestOf } from '../digest.ts';
import type { Digest, Json } from '../digest.ts';
import { parseDuration } from './duration.ts';
import { compileMatch } from './match.ts';
import type { Policy, Rule } from './policy.ts';
import type { Bindings, BindingTrigger, Group, Route } from './plan.ts';
import type { Shape } from './shape.ts';

const DEFAULT_EXPIRES = '1h';
const triggers: BindingTrigger[] = ['approved', 'rejected', 'expired', 'withdrawn'];

/** Spells a document in one way, so that its version depends on what it says alone. */
export function normalise(shape: Shape): Policy {
  const groups = Object.entries(shape.groups)
    .map(([name, { people = [], slack = [], entra = [] }]): Group => ({
      name,
      people,
      slackUserGroups: slack,
      ...(entra.length === 0 ? {} : { entraGroups: entra }),
    }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  const rules = shape.rules.map(toRule);
  return { version: versionOf(groups, rules), groups, rules };
}

function toRule({
  name,
  match = {},
  route,
  stages,
  expires = DEFAULT_EXPIRES,
  bindings = {},
}: Shape['rules'][number]): Rule {
  return {
    name,
    match: compileMatch(match),
    routes: toRoutes(route),
    ...(route.fallback?.length ? { fallbacks: route.fallback } : {}),
    stages: stages.map((stage) => ({
      name: stage.name,
      quorum: stage.quorum,
      groups: stage.groups,
    })),
    expiresInMs: parseDuration(expires) ?? 0,
    bindings: toBindings(bindings),
  };
}

function toRoutes({ slack = [], teams = [] }: Shape['rules'][number]['route']): Route[] {
  return [
    ...slack.map((channel) => ({ platform: 'slack' as const, channel })),
    ...teams.map((channel) => ({ platform: 'teams' as const, channel })),
  ];
}

function toBindings(written: NonNullable<Shape['rules'][number]['bindings']>): Bindings {
  const bindings: Bindings = {};
  for (const trigger of triggers) {
    const hooks = written[trigger];
    if (hooks === undefined || hooks.length === 0) continue;
    bindings[trigger] = hooks.map(({ webhook }) => ({ connector: 'webhook', name: webhook }));
  }
  return bindings;
}

function versionOf(groups: Group[], rules: Rule[]): Digest {
  const plain: Json = {
    schema: 'countersign.policy/v1',
    groups,
    rules: rules.map((rule) => ({
      ...rule,
      match: Object.fromEntries(
        Object.entries(rule.match).map(([field, { patterns }]) => [field, patterns]),
      ),
      bindings: { ...rule.bindings },
    })),
  };
  return digestOf(plain);
}
