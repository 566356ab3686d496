import type { Digest } from '../digest.ts';
import type { Span } from './calendar/window.ts';
import type { Condition } from './conditions/condition.ts';
import type { ConditionFacts } from './conditions/facts.ts';
import type { PreparedFacts } from './conditions/prepare.ts';
import type { Glob } from './glob.ts';
import type {
  Bindings,
  BreakGlass,
  Burst,
  Direct,
  GrantPlan,
  Group,
  Reuse,
  Route,
  Separation,
  Showing,
  StagePlan,
  WrittenWindow,
} from './plan.ts';

/** What a rule may look at by globs, in the order of the trace. */
export const matchFields = ['identity', 'action', 'environment', 'resource'] as const;
export type MatchField = (typeof matchFields)[number];

/** One of a field's globs must match; a field that is left out matches anything. */
export type Match = { [field in MatchField]?: { patterns: string[]; globs: Glob[] } };

/** What a rule says once it applies. */
export type Outcome =
  | {
      kind: 'ask';
      stages: ConditionalStage[];
      routes: Route[];
      direct?: Direct;
      fallbacks: string[];
      showing?: Showing;
      breakGlass?: BreakGlass;
      restraint: Restraint;
      /** Time of day before which no approval takes effect: `22:00`. */
      holdUntil?: string;
    }
  | { kind: 'allow'; limit: Limit | null }
  | { kind: 'refuse'; reason: string };

/** What a rule that asks says of asking again; what it does not say is left out. */
export type Restraint = { limit?: Limit; cooldownMs?: number; reuse?: Reuse; burst?: Burst };

/** At most `count` requests by the rule in `perMs` for each identity. */
export type Limit = { count: number; perMs: number };

/** A stage that is asked for unless its condition says no; without one, always. */
export type ConditionalStage = Omit<StagePlan, 'rules'> & { when: Condition | null };

/** `name` is unique among the rules of the document and of all that it includes. */
export type Rule = {
  name: string;
  /** The included file that it comes from; null for the document's own. */
  file: string | null;
  match: Match;
  /** Beyond the globs; a condition that fails to evaluate applies. */
  when: Condition | null;
  outcome: Outcome;
  separation: Separation;
  expiresInMs: number;
  /** Left out where it names none. */
  grant?: GrantPlan;
  bindings: Bindings;
};

/** Requests that match are not carried out during its windows. */
export type Freeze = {
  window: WrittenWindow;
  /** The window that holds a moment, and the first one after it. */
  spanAt: (at: number) => Span | undefined;
  nextSpan: (at: number) => Span | undefined;
  match: Match;
  /** `hold`: may be approved, and takes effect once the window is over. */
  during: 'refuse' | 'hold';
};

/** A policy document that holds: every name in it leads somewhere. All rules that apply combine. */
export type Policy = {
  version: Digest;
  /** IANA time zone of the conditions' `time`. */
  zone: string;
  groups: Group[];
  freezes: Freeze[];
  rules: Rule[];
  /** Of the facts, what conditions of the rules may read. */
  prepareFacts: (facts: ConditionFacts) => PreparedFacts;
  /** The next such time of day in the zone, after a moment in milliseconds. */
  nextTime: (timeOfDay: string, after: number) => number;
};

/** The groups with these names. A name that the policy lacks gives no group, so nobody may vote by it. */
export function groupsOf({ groups }: Pick<Policy, 'groups'>, names: readonly string[]): Group[] {
  return groups.filter((group) => names.includes(group.name));
}
