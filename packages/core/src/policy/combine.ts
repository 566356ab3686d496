import { combineBreakGlass } from './combine-break-glass.ts';
import { combineGrant } from './combine-grant.ts';
import { combineRestraint } from './combine-restraint.ts';
import { combineShowing } from './combine-showing.ts';
import { combineStages } from './combine-stages.ts';
import type {
  Bindings,
  BindingTrigger,
  BreakGlass,
  Direct,
  Plan,
  Route,
  Separation,
  WrittenWindow,
} from './plan.ts';
import type { ConditionalStage, Policy, Restraint, Rule } from './policy.ts';
import { uniteDirect, unique, uniqueRoutes } from './unique.ts';

/** A rule that applies, with the stages that it asks for. */
export type Contribution = {
  rule: Rule;
  routes: Route[];
  direct: Direct | undefined;
  fallbacks: string[];
  breakGlass: BreakGlass | undefined;
  stages: ConditionalStage[];
  restraint: Restraint;
  /** It applies, and not only because its condition failed. */
  surely: boolean;
  /** A stage is asked for, and not only because its condition failed. */
  hasStage: boolean;
};

/** A rule that allows, or that may where its condition could not be read. */
export type Allowing = { rule: Rule; surely: boolean };

/** One plan that meets each of the rules. A rule that asks and has no stage left adds nothing. */
export function planOfAsks(
  policy: Policy,
  contributions: readonly Contribution[],
  freezes: WrittenWindow[],
  now: number,
): Plan {
  const parts = contributions.filter(({ stages }) => stages.length > 0);
  const routes = parts.flatMap((part) => part.routes);
  const fallbacks = [...new Set(parts.flatMap((part) => part.fallbacks))];
  const rules = parts.map(({ rule }) => rule);
  return {
    ...shared(policy, rules, freezes),
    routes: uniqueRoutes(routes),
    ...uniteDirect(parts),
    ...combineShowing(rules),
    ...(fallbacks.length > 0 && { fallbacks }),
    stages: combineStages(parts),
    ...combineRestraint(parts),
    ...combineGrant(parts.map((part) => ({ ...part, surely: part.surely && part.hasStage }))),
    ...combineHolds(policy, rules, now),
    ...combineBreakGlass(parts.map(({ breakGlass }) => breakGlass)),
  };
}

/** The latest of the times before which the rules let nothing take effect. */
function combineHolds(
  policy: Policy,
  rules: readonly Rule[],
  now: number,
): Pick<Plan, 'holdUntil'> {
  const times = rules.flatMap(({ outcome }) =>
    outcome.kind === 'ask' && outcome.holdUntil !== undefined ? [outcome.holdUntil] : [],
  );
  if (times.length === 0) return {};
  return { holdUntil: Math.max(...times.map((time) => policy.nextTime(time, now))) };
}

export function planOfAllows(
  policy: Policy,
  allowing: readonly Allowing[],
  freezes: WrittenWindow[],
): Plan {
  const rules = allowing.flatMap(({ rule, surely }) => (surely ? [rule] : []));
  return {
    ...shared(policy, rules, freezes),
    routes: [],
    stages: [],
    ...combineGrant(allowing),
    allowed: true,
  };
}

function shared(policy: Policy, rules: readonly Rule[], freezes: WrittenWindow[]) {
  const any = (flag: keyof Separation) => rules.some(({ separation }) => separation[flag]);
  return {
    rules: rules.map(({ name }) => name),
    policyVersion: policy.version,
    separation: {
      owner: any('owner'),
      authors: any('authors'),
      earlierVoters: any('earlierVoters'),
    },
    ...(freezes.length > 0 && { freezes }),
    expiresInMs: Math.min(...rules.map(({ expiresInMs }) => expiresInMs)),
    bindings: uniteBindings(rules.map(({ bindings }) => bindings)),
  };
}

function uniteBindings(all: readonly Bindings[]): Bindings {
  const united: Bindings = {};
  const triggers: BindingTrigger[] = ['approved', 'rejected', 'expired', 'withdrawn'];
  for (const trigger of triggers) {
    const hooks = all.flatMap((bindings) => bindings[trigger] ?? []);
    if (hooks.length === 0) continue;
    united[trigger] = unique(hooks, ({ connector, name }) => `${connector} ${name}`);
  }
  return united;
}
