import type { Plan } from './plan.ts';
import type { Policy, Rule, MatchField } from './policy.ts';
import { matchFields } from './policy.ts';
import { refuse } from './refuse.ts';
import type { Asked, FieldCheck, RuleTrace, Trace, Verdict } from './verdict.ts';

export type { Asked, Trace, Verdict } from './verdict.ts';

/** The first rule, in the order of the document, that matches decides. Never throws. */
export function evaluate(policy: Policy, asked: Asked): Verdict {
  const trace: Trace = { rules: [], notReached: 0 };
  for (const rule of policy.rules) {
    const node = traceRule(rule, asked);
    trace.rules.push(node);
    if (!node.matched) continue;
    trace.notReached = policy.rules.length - trace.rules.length;
    return { outcome: 'ask', plan: planOf(policy, rule), trace };
  }
  return refuse(policy, asked, trace);
}

function traceRule(rule: Rule, asked: Asked): RuleTrace {
  const checks = matchFields.map((field) => checkField(rule, field, asked[field]));
  return { rule: rule.name, matched: checks.every((check) => check.matched), checks };
}

function checkField(rule: Rule, field: MatchField, value: string): FieldCheck {
  const match = rule.match[field];
  if (match === undefined) return { field, value, matched: true, globs: [] };
  const by = match.globs.find((glob) => glob.matches(value))?.pattern;
  if (by === undefined) return { field, value, matched: false, globs: match.patterns };
  return { field, value, matched: true, globs: match.patterns, by };
}

function planOf(policy: Policy, rule: Rule): Plan {
  return {
    rule: rule.name,
    policyVersion: policy.version,
    routes: rule.routes,
    ...(rule.fallbacks && { fallbacks: rule.fallbacks }),
    stages: rule.stages,
    expiresInMs: rule.expiresInMs,
    bindings: rule.bindings,
  };
}
