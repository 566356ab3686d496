import type { Contribution } from './combine.ts';
import type { StagePlan } from './plan.ts';
import type { ConditionalStage } from './policy.ts';
import { uniteDirect, uniqueRoutes } from './unique.ts';

/** One stage of the plan: what rules ask of the same people, at least one of them. */
type Shared = {
  name: string;
  rules: string[];
  first: ConditionalStage;
  others: ConditionalStage[];
};

/**
 * The stages of all rules, in order. What two rules ask of the same people is asked once; what one
 * rule asks twice stays twice.
 */
export function combineStages(
  parts: readonly Pick<Contribution, 'rule' | 'stages'>[],
): StagePlan[] {
  const shared = new Map<string, Shared>();
  const names = new Set<string>();
  for (const { rule, stages } of parts) {
    const asked = new Map<string, number>();
    for (const stage of stages) {
      const what = whatIsAsked(stage);
      const nth = (asked.get(what) ?? 0) + 1;
      asked.set(what, nth);
      const there = shared.get(`${nth} ${what}`);
      if (there) {
        there.rules.push(rule.name);
        there.others.push(stage);
        continue;
      }
      const name = names.has(stage.name) ? `${stage.name} (${rule.name})` : stage.name;
      names.add(name);
      shared.set(`${nth} ${what}`, { name, rules: [rule.name], first: stage, others: [] });
    }
  }
  return [...shared.values()].map(toPlan);
}

const known = new WeakMap<ConditionalStage, string>();

/**
 * Who must agree. Whoever may vote after an escalation belongs to it: a rule without one must not
 * be met by those whom another rule lets in.
 */
export function whatIsAsked(stage: ConditionalStage): string {
  const found = known.get(stage);
  if (found !== undefined) return found;
  const { combine, quorums, escalations } = stage;
  const what = JSON.stringify([
    combine,
    quorums.map(({ quorum, groups }) => JSON.stringify([quorum, groups.toSorted()])).toSorted(),
    escalations.map(({ afterMs, groups }) => [afterMs, groups.toSorted()]),
  ]);
  known.set(stage, what);
  return what;
}

/** The strictest rejection of all, and all that is told to anybody. */
function toPlan({ name, rules, first, others }: Shared): StagePlan {
  const { combine, quorums } = first;
  const all = [first, ...others];
  const reminders = all.flatMap((stage) => stage.reminders);
  return {
    name,
    rules,
    combine,
    quorums,
    rejection: {
      quorum: all.reduce((least, { rejection }) => Math.min(least, rejection.quorum), Infinity),
      veto: [...new Set(all.flatMap(({ rejection }) => rejection.veto))],
    },
    ...(all.some(({ delegation }) => delegation === false) && { delegation: false as const }),
    reminders: [...new Set(reminders)].sort((a, b) => a - b),
    escalations: first.escalations.map(({ afterMs, groups }, at) => ({
      afterMs,
      groups,
      routes: uniqueRoutes(all.flatMap(({ escalations }) => escalations[at]?.routes ?? [])),
      ...uniteDirect(all.flatMap(({ escalations }) => escalations[at] ?? [])),
    })),
  };
}
