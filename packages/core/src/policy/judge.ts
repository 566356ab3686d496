import type { Condition, ConditionResult } from './conditions/condition.ts';
import type { PreparedFacts } from './conditions/prepare.ts';
import type { Glob } from './glob.ts';
import type { ConditionalStage, Match, MatchField, Rule } from './policy.ts';
import type { Asked, ConditionCheck, StageTrace } from './verdict.ts';

/** What one request says, for all rules. */
export type Case = { asked: Asked; facts: PreparedFacts };

/** A rule over one request: its globs match, and its condition is not false. */
export type Judged = {
  rule: Rule;
  applies: boolean;
  /** It applies, and not only because its condition failed. */
  surely: boolean;
  /** Of one that has a condition. */
  when?: ConditionCheck;
  /** Of one that applies and asks. */
  stages?: StageTrace[];
};

/**
 * Undefined for a rule that is surely not for this request, as most are not. A condition that fails
 * holds where that is the stricter: unless the rule allows.
 */
export function judge(rule: Rule, { asked, facts }: Case): Judged | undefined {
  if (!matchesAll(rule.match, asked)) return undefined;
  const result = rule.when?.evaluate(facts);
  if (result?.ok && !result.value) return undefined;
  const { outcome } = rule;
  const applies = result?.ok !== false || outcome.kind !== 'allow';
  const judged: Judged = { rule, applies, surely: result?.ok !== false };
  if (rule.when && result) judged.when = checkOf(rule.when, result, applies);
  if (applies && outcome.kind === 'ask') {
    judged.stages = checkStages(outcome.stages, facts);
  }
  return judged;
}

export function matchesAll(match: Match, asked: Asked): boolean {
  return (
    matches(match.identity, asked.identity) &&
    matches(match.action, asked.action) &&
    matches(match.environment, asked.environment) &&
    matches(match.resource, asked.resource)
  );
}

function matches(field: Match[MatchField], value: string): boolean {
  return field === undefined || matchesAny(field.globs, value);
}

function matchesAny(globs: readonly Glob[], value: string): boolean {
  return globs.some((glob) => glob.matches(value));
}

// No map(): what it returns changes its representation once V8 compiles it, which takes back the code
// of all that reads it, and some verdicts in a row wait until that is compiled again.
function checkStages(stages: readonly ConditionalStage[], facts: PreparedFacts): StageTrace[] {
  const checks: StageTrace[] = [];
  for (const stage of stages) checks.push(checkStage(stage, facts));
  return checks;
}

function checkStage({ name, when }: ConditionalStage, facts: PreparedFacts): StageTrace {
  if (when === null) return { name, asked: true };
  const check = checkOf(when, when.evaluate(facts), true);
  return { name, asked: check.holds, when: check };
}

function checkOf(
  { source }: Condition,
  result: ConditionResult,
  ifItFails: boolean,
): ConditionCheck {
  if (result.ok) return { source, holds: result.value };
  return { source, holds: ifItFails, error: result.message };
}
