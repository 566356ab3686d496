import type { Digest } from '../digest.ts';
import type { Glob } from './glob.ts';
import type { Bindings, Group, Route, StagePlan } from './plan.ts';

/** What a rule may look at, in the order of the trace. */
export const matchFields = ['identity', 'action', 'environment', 'resource'] as const;
export type MatchField = (typeof matchFields)[number];

/** One of a field's globs must match; a field that is left out matches anything. */
export type Match = { [field in MatchField]?: { patterns: string[]; globs: Glob[] } };

/** `name` is unique among the rules. */
export type Rule = {
  name: string;
  match: Match;
  routes: Route[];
  fallbacks?: string[];
  stages: StagePlan[];
  expiresInMs: number;
  bindings: Bindings;
};

/** A policy document that holds: every name in it leads somewhere. The first rule that matches decides. */
export type Policy = { version: Digest; groups: Group[]; rules: Rule[] };

/** The groups with these names. A name that the policy lacks gives no group, so nobody may vote by it. */
export function groupsOf(policy: Policy, names: readonly string[]): Group[] {
  return policy.groups.filter((group) => names.includes(group.name));
}
