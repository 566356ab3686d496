import type { StagePlan } from '../policy/plan.ts';
import { isCount, isList, isQuorums, isRecord, isTexts } from './story-parts.ts';

/** As much of a stage as it takes to count its votes again. */
export type StoryStage = Pick<StagePlan, 'combine' | 'quorums' | 'rejection' | 'delegation'>;

/**
 * The stages of a submission's entry; null where they are malformed. Entries of earlier versions
 * have `quorum` alone: how many approvals each stage wants, of whomsoever.
 */
export function stagesIn(stages: unknown, quorum: unknown): StoryStage[] | null {
  if (isList(quorum)) {
    return quorum.every(isCount) ? quorum.map((count) => anyone(count)) : null;
  }
  if (stages === undefined && quorum === undefined) return [];
  return isList(stages) && stages.every(isStage) ? stages : null;
}

export function addGroups(
  stages: readonly StoryStage[],
  at: number,
  groups: readonly string[],
): StoryStage[] {
  return stages.map((stage, index) =>
    index === at
      ? {
          ...stage,
          quorums: stage.quorums.map((one) => ({ ...one, groups: [...one.groups, ...groups] })),
        }
      : stage,
  );
}

/** The groups are not told, nor are those of the votes: each vote counts. */
function anyone(quorum: number): StoryStage {
  return { combine: 'all', quorums: [{ quorum, groups: [] }], rejection: { quorum: 1, veto: [] } };
}

function isStage(value: unknown): value is StoryStage {
  if (!isRecord(value)) return false;
  const { combine, quorums, rejection } = value;
  return (
    (combine === 'all' || combine === 'any') &&
    isQuorums(quorums) &&
    isRecord(rejection) &&
    isCount(rejection['quorum']) &&
    isTexts(rejection['veto'])
  );
}
