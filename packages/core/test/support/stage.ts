import type { StagePlan } from '../../src/policy/plan.ts';

export type SimpleStage = { name: string; quorum: number; groups: string[] };

/** A stage of one quorum, rejected by anyone, that nothing is done about. */
export function aStage(
  { name, quorum, groups }: SimpleStage,
  more: Partial<StagePlan> = {},
): StagePlan {
  return {
    name,
    rules: ['production deploys'],
    combine: 'all',
    quorums: [{ quorum, groups }],
    rejection: { quorum: 1, veto: [] },
    reminders: [],
    escalations: [],
    ...more,
  };
}
