import type { StageDraft } from '../draft.ts';
import { parseDuration } from '../duration.ts';
import { keyOf } from './ways.ts';

/** Who must agree, as combine-stages.ts tells it: what is the same of two rules is asked once. */
export function whatIsAsked(stage: StageDraft): string {
  const quorums = stage.quorum === null ? [...stage.all, ...stage.any] : [stage];
  return JSON.stringify([
    // Of one quorum, all and any are the same.
    quorums.length > 1 && stage.any.length > 0,
    quorums.map((one) => JSON.stringify([one?.quorum, keyOf(one?.groups ?? [])])).toSorted(),
    stage.escalate
      .map((one) => JSON.stringify([parseDuration(one?.after ?? ''), keyOf(one?.groups ?? [])]))
      .toSorted(),
  ]);
}
