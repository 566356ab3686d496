import type { Plan } from '@countersign/core/policy/plan';

/** What a plan says besides, if its rules say nothing about it. */
export const plainly: Pick<Plan, 'separation'> = {
  separation: { owner: true, authors: true, earlierVoters: false },
};
