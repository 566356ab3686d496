import type { Condition } from './conditions/condition.ts';
import type { PreparedFacts } from './conditions/prepare.ts';
import { matchFields } from './policy.ts';
import type { ConditionalStage, Match, MatchField, Rule } from './policy.ts';
import type { Asked, ConditionCheck, FieldCheck, RuleTrace } from './verdict.ts';

/** What one request says, for all rules: where a rule takes any value, they share the check. */
export type Case = {
  asked: Asked;
  facts: PreparedFacts;
  takesAny: { readonly [field in MatchField]: FieldCheck };
};

export function caseOf(asked: Asked, facts: PreparedFacts): Case {
  const any = (field: MatchField): FieldCheck => ({
    field,
    value: asked[field],
    matched: true,
    globs: [],
  });
  const takesAny = {
    identity: any('identity'),
    action: any('action'),
    environment: any('environment'),
    resource: any('resource'),
  };
  return { asked, facts, takesAny };
}

/** A rule over one request. */
export type Judged = {
  rule: Rule;
  trace: RuleTrace;
  /** It applies, and not only because its condition failed. */
  surely: boolean;
};

/** A condition that fails holds where that is the stricter: unless the rule allows. */
export function judge(rule: Rule, { asked, facts, takesAny }: Case): Judged {
  const { outcome } = rule;
  const checks = matchFields.map((field) => {
    const match = rule.match[field];
    return match ? checkField(match, field, asked[field]) : takesAny[field];
  });
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

function checkField(
  { patterns, globs }: NonNullable<Match[MatchField]>,
  field: MatchField,
  value: string,
): FieldCheck {
  const by = globs.find((glob) => glob.matches(value))?.pattern;
  if (by === undefined) return { field, value, matched: false, globs: patterns };
  return { field, value, matched: true, globs: patterns, by };
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
