import type { Plan, StagePlan } from '@countersign/core/policy/plan';

export type SimpleStage = { name: string; quorum: number; groups: string[] };

/** A stage of one quorum, rejected by anyone, that nothing is done about. */
export function aStage({ name, quorum, groups }: SimpleStage): StagePlan {
  return {
    name,
    rules: ['production deploys'],
    combine: 'all',
    quorums: [{ quorum, groups }],
    rejection: { quorum: 1, veto: [] },
    reminders: [],
    escalations: [],
  };
}

/** What a plan says besides, if its rules say nothing about it. */
export const plainly: Pick<Plan, 'separation'> = {
  separation: { owner: true, authors: true, earlierVoters: false },
};
