import { digestOf } from '../digest.ts';
import type { Digest, Json } from '../digest.ts';
import type { Condition } from './conditions/condition.ts';
import type { Match, Outcome, Policy } from './policy.ts';

/** Digest of all that a policy says, and of which file may say what. */
export function versionOf(
  { zone, groups, freezes, rules }: Omit<Policy, 'version' | 'prepareFacts' | 'nextTime'>,
  included: readonly { file: string; resources: string[] }[],
): Digest {
  const plain: Json = {
    schema: 'countersign.policy/v2',
    zone,
    groups,
    include: included.map(({ file, resources }) => ({ file, resources })),
    freezes: freezes.map(({ window, match, during }) => ({
      window,
      match: plainMatch(match),
      during,
    })),
    rules: rules.map((rule) => ({
      ...rule,
      match: plainMatch(rule.match),
      when: plainCondition(rule.when),
      outcome: plainOutcome(rule.outcome),
      bindings: { ...rule.bindings },
    })),
  };
  return digestOf(plain);
}

function plainMatch(match: Match): Json {
  return Object.fromEntries(
    Object.entries(match).map(([field, { patterns }]) => [field, patterns]),
  );
}

function plainOutcome(outcome: Outcome): Json {
  if (outcome.kind !== 'ask') return outcome;
  const { restraint, ...rest } = outcome;
  const stages = rest.stages.map((stage) => ({ ...stage, when: plainCondition(stage.when) }));
  return { ...rest, ...restraint, stages };
}

function plainCondition(condition: Condition | null): string | null {
  return condition?.source ?? null;
}
