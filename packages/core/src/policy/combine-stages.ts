import type { Contribution } from './combine.ts';
import type { Escalation, StagePlan } from './plan.ts';
import type { ConditionalStage } from './policy.ts';
import { uniqueRoutes } from './unique.ts';

/**
 * The stages of all rules, in order. What two rules ask of the same people is asked once; what one
 * rule asks twice stays twice.
 */
export function combineStages(
  parts: readonly Pick<Contribution, 'rule' | 'stages'>[],
): StagePlan[] {
  const byWhat = new Map<string, StagePlan>();
  const names = new Set<string>();
  for (const { rule, stages } of parts) {
    const asked = new Map<string, number>();
    for (const stage of stages) {
      const what = whatIsAsked(stage);
      const nth = (asked.get(what) ?? 0) + 1;
      asked.set(what, nth);
      const key = `${nth} ${what}`;
      const there = byWhat.get(key);
      if (there) {
        byWhat.set(key, merge(there, stage, rule.name));
        continue;
      }
      const name = names.has(stage.name) ? `${stage.name} (${rule.name})` : stage.name;
      names.add(name);
      byWhat.set(key, { ...planned(stage), name, rules: [rule.name] });
    }
  }
  return [...byWhat.values()];
}

function planned({ when: _, ...stage }: ConditionalStage): Omit<StagePlan, 'rules'> {
  return stage;
}

/**
 * Who must agree. Whoever may vote after an escalation belongs to it: a rule without one must not
 * be met by those whom another rule lets in.
 */
function whatIsAsked({ combine, quorums, escalations }: ConditionalStage): string {
  return JSON.stringify([
    combine,
    quorums.map(({ quorum, groups }) => JSON.stringify([quorum, groups.toSorted()])).toSorted(),
    escalations.map(({ afterMs, groups }) => [afterMs, groups.toSorted()]),
  ]);
}

/** The same people, asked by one more rule: the stricter rejection, and all that is told to anybody. */
function merge(there: StagePlan, stage: ConditionalStage, rule: string): StagePlan {
  return {
    ...there,
    rules: [...there.rules, rule],
    rejection: {
      quorum: Math.min(there.rejection.quorum, stage.rejection.quorum),
      veto: [...new Set([...there.rejection.veto, ...stage.rejection.veto])],
    },
    reminders: [...new Set([...there.reminders, ...stage.reminders])].sort((a, b) => a - b),
    escalations: there.escalations.map((escalation, at): Escalation => ({
      ...escalation,
      routes: uniqueRoutes([...escalation.routes, ...(stage.escalations[at]?.routes ?? [])]),
    })),
  };
}
