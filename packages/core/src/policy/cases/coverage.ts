import type { Policy } from '../policy.ts';
import type { Verdict } from '../verdict.ts';

/** What of a policy verdicts have reached. */
export type Coverage = {
  add(verdict: Verdict): void;
  /** Parts of one kind: how many there are, and which of them no verdict reached. */
  report(): { kind: 'rule' | 'stage' | 'freeze'; total: number; unreached: Unreached[] }[];
};

/** `rule`: the one that a stage belongs to. `file`: the included one that it is in. */
export type Unreached = { name: string; rule?: string; file?: string };

export function coverageOf(policy: Policy): Coverage {
  const reached = { rule: new Set<string>(), stage: new Set<string>(), freeze: new Set<string>() };
  const stages = policy.rules.flatMap(({ name: rule, file, outcome }) =>
    outcome.kind === 'ask' ? outcome.stages.map(({ name }) => ({ name, rule, ...from(file) })) : [],
  );
  return {
    add({ trace }) {
      for (const { freeze } of trace.freezes) reached.freeze.add(freeze);
      for (const rule of trace.rules) {
        if (!rule.applies) continue;
        reached.rule.add(rule.rule);
        for (const { name, asked } of rule.stages ?? []) {
          if (asked) reached.stage.add(stageKey(rule.rule, name));
        }
      }
    },
    report() {
      const rules = policy.rules.map(({ name, file }) => ({ name, ...from(file) }));
      const freezes = policy.freezes.map(({ window: { name } }) => ({ name }));
      return [
        of('rule', rules, ({ name }) => reached.rule.has(name)),
        of('stage', stages, ({ rule, name }) => reached.stage.has(stageKey(rule, name))),
        of('freeze', freezes, ({ name }) => reached.freeze.has(name)),
      ];
    },
  };
}

function of<T extends Unreached>(
  kind: 'rule' | 'stage' | 'freeze',
  all: readonly T[],
  isReached: (one: T) => boolean,
) {
  return { kind, total: all.length, unreached: all.filter((one) => !isReached(one)) };
}

function stageKey(rule: string, stage: string): string {
  return JSON.stringify([rule, stage]);
}

function from(file: string | null): { file?: string } {
  return file === null ? {} : { file };
}
