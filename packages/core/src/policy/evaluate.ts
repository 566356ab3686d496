import { limitsOf } from './combine-restraint.ts';
import { planOfAllows, planOfAsks } from './combine.ts';
import type { Contribution } from './combine.ts';
import type { PolicyFacts } from './facts.ts';
import { freezesFor } from './freezes.ts';
import { judge } from './judge.ts';
import type { Case, Judged } from './judge.ts';
import type { ConditionalStage, Policy } from './policy.ts';
import { frozen, noRule, noStage, refusedByRule } from './refuse.ts';
import { traceOf } from './trace.ts';
import type { Asked, Verdict } from './verdict.ts';

export type { PolicyFacts } from './facts.ts';
export type { Asked, Trace, Verdict } from './verdict.ts';

/**
 * All rules that apply combine, and the strictest wins: refuse, ask, allow. Where a condition
 * fails, the verdict is the strictest that any value of it could bring. Never throws.
 */
export function evaluate(policy: Policy, facts: PolicyFacts): Verdict {
  const asked = askedOf(facts);
  const judged = judgeAll(policy, { asked, facts: policy.prepareFacts(facts) });
  const freezes = freezesFor(policy, asked, facts.time.now);
  const trace = traceOf(policy, asked, judged, freezes.now);

  const applying = judged.filter(({ applies }) => applies);
  const asks = applying.flatMap((each) => contributionOf(each) ?? []);
  // The limit and the grant of a rule that may allow hold for those that do.
  const allows = judged.flatMap(({ rule, applies }) =>
    rule.outcome.kind === 'allow' ? [{ rule, surely: applies }] : [],
  );

  const refusing = applying.filter(({ rule }) => rule.outcome.kind === 'refuse');
  if (refusing.length > 0) return refusedByRule(refusing, trace);
  if (!applying.some(({ surely }) => surely)) return noRule(policy, asked, trace);
  if (asks.length > 0 && !surelyHasStage(asks)) return noStage(asks, trace);
  // Nobody approves what is allowed, so there is nothing that could be held.
  const isHeld = asks.some(({ surely }) => surely);
  const stopping = freezes.now.filter(({ during }) => during === 'refuse' || !isHeld);
  if (stopping.length > 0) return frozen(stopping, trace);
  if (asks.length > 0) {
    const plan = planOfAsks(policy, asks, freezes.ahead, facts.time.now);
    return { outcome: 'ask', plan, limits: limitsOf(asks), trace };
  }
  const limits = allows.flatMap(({ rule: { name, outcome } }) =>
    outcome.kind === 'allow' && outcome.limit ? [{ rule: name, limit: outcome.limit }] : [],
  );
  return { outcome: 'allow', plan: planOfAllows(policy, allows, freezes.ahead), limits, trace };
}

/** The rules that may be for this request, in the order of the document. */
function judgeAll({ rules }: Policy, request: Case): Judged[] {
  const all: Judged[] = [];
  for (const rule of rules) {
    const judged = judge(rule, request);
    if (judged) all.push(judged);
  }
  return all;
}

function askedOf({ identity, request }: PolicyFacts): Asked {
  const { action, environment, resource } = request;
  return { identity: identity.name, action, environment, resource };
}

/** What a rule that applies asks for; undefined for one that allows or refuses. */
function contributionOf({ rule, surely, stages: checks = [] }: Judged): Contribution | undefined {
  const { outcome } = rule;
  if (outcome.kind !== 'ask') return undefined;
  const { routes, direct, fallbacks, breakGlass, restraint } = outcome;
  const stages: ConditionalStage[] = [];
  for (const [at, stage] of outcome.stages.entries()) if (checks[at]?.asked) stages.push(stage);
  const hasStage = checks.some(({ asked, when }) => asked && when?.error === undefined);
  return {
    rule,
    routes,
    direct,
    fallbacks,
    breakGlass,
    restraint,
    stages,
    surely,
    hasStage,
  };
}

/**
 * Whether a stage is left whatever the value of the conditions that failed: one of a rule that
 * applies anyway, or one of each rule that may apply.
 */
function surelyHasStage(asks: readonly Contribution[]): boolean {
  return (
    asks.some(({ surely, hasStage }) => surely && hasStage) ||
    asks.every(({ hasStage }) => hasStage)
  );
}
