import type { Judged } from './judge.ts';
import { matchFields } from './policy.ts';
import type { MatchField, Policy, Rule } from './policy.ts';
import type {
  Asked,
  FailedCondition,
  FieldCheck,
  FreezeTrace,
  RuleTrace,
  Trace,
} from './verdict.ts';

/** `judged`: the rules that may be for this request; of all others it is known that they are not. */
export function traceOf(
  { rules }: Policy,
  asked: Asked,
  judged: readonly Judged[],
  freezes: FreezeTrace[],
): Trace {
  let told: RuleTrace[] | undefined;
  return {
    // Most verdicts are never explained, and a thousand explanations cost more than the judgment.
    get rules() {
      if (told) return told;
      const byRule = new Map(judged.map((each) => [each.rule, each]));
      told = rules.map((rule) => ruleTrace(rule, asked, byRule.get(rule)));
      return told;
    },
    failed: judged.flatMap(failedConditions),
    freezes,
  };
}

function ruleTrace(rule: Rule, asked: Asked, judged: Judged | undefined): RuleTrace {
  const checks = matchFields.map((field) => checkField(rule, field, asked[field]));
  const trace: RuleTrace = {
    rule: rule.name,
    file: rule.file,
    asks: rule.outcome.kind,
    applies: judged?.applies ?? false,
    checks,
  };
  if (judged?.when) trace.when = judged.when;
  else if (rule.when && checks.every(({ matched }) => matched)) {
    trace.when = { source: rule.when.source, holds: false };
  }
  if (judged?.stages) trace.stages = judged.stages;
  return trace;
}

function checkField({ match }: Rule, field: MatchField, value: string): FieldCheck {
  const of = match[field];
  if (of === undefined) return { field, value, matched: true, globs: [] };
  const by = of.globs.find((glob) => glob.matches(value))?.pattern;
  if (by === undefined) return { field, value, matched: false, globs: of.patterns };
  return { field, value, matched: true, globs: of.patterns, by };
}

function failedConditions({ rule: { name: rule }, when, stages = [] }: Judged): FailedCondition[] {
  const failed: FailedCondition[] = when?.error === undefined ? [] : [{ rule, error: when.error }];
  for (const stage of stages) {
    if (stage.when?.error === undefined) continue;
    failed.push({ rule, stage: stage.name, error: stage.when.error });
  }
  return failed;
}
