import type { Condition } from './conditions/condition.ts';
import type { PreparedFacts } from './conditions/prepare.ts';
import { matchFields } from './policy.ts';
import type { ConditionalStage, Match, MatchField, Rule } from './policy.ts';
import type { Asked, ConditionCheck, FieldCheck, RuleTrace } from './verdict.ts';

/** A rule over one request. */
export type Judged = {
  rule: Rule;
  trace: RuleTrace;
  /** It applies, and not only because its condition failed. */
  surely: boolean;
};

/** A condition that fails holds where that is the stricter: unless the rule allows. */
export function judge(rule: Rule, asked: Asked, facts: PreparedFacts): Judged {
  const { outcome } = rule;
  const checks = checkFields(rule.match, asked);
  const matches = checks.every((check) => check.matched);
  const when =
    matches && rule.when ? checkCondition(rule.when, facts, outcome.kind !== 'allow') : undefined;
  const applies = matches && (when?.holds ?? true);
  const trace: RuleTrace = {
    rule: rule.name,
    file: rule.file,
    asks: outcome.kind,
    applies,
    checks,
  };
  if (when) trace.when = when;
  if (applies && outcome.kind === 'ask') {
    trace.stages = outcome.stages.map((stage) => checkStage(stage, facts));
  }
  return { rule, trace, surely: applies && when?.error === undefined };
}

export function matchesAll(match: Match, asked: Asked): boolean {
  return matchFields.every(
    (field) => match[field]?.globs.some((glob) => glob.matches(asked[field])) ?? true,
  );
}

function checkFields(match: Match, asked: Asked): FieldCheck[] {
  return matchFields.map((field) => checkField(match, field, asked[field]));
}

function checkField(rule: Match, field: MatchField, value: string): FieldCheck {
  const match = rule[field];
  if (match === undefined) return { field, value, matched: true, globs: [] };
  const by = match.globs.find((glob) => glob.matches(value))?.pattern;
  if (by === undefined) return { field, value, matched: false, globs: match.patterns };
  return { field, value, matched: true, globs: match.patterns, by };
}

function checkStage({ name, when }: ConditionalStage, facts: PreparedFacts) {
  if (when === null) return { name, asked: true };
  const check = checkCondition(when, facts, true);
  return { name, asked: check.holds, when: check };
}

function checkCondition(
  condition: Condition,
  facts: PreparedFacts,
  ifItFails: boolean,
): ConditionCheck {
  const { source } = condition;
  const result = condition.evaluate(facts);
  if (result.ok) return { source, holds: result.value };
  return { source, holds: ifItFails, error: result.message };
}
