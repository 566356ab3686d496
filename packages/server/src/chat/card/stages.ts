import { approvalsOf, isOpen, type RequestState } from '@countersign/core/request/state';
import type { StagePlan } from '@countersign/core/policy/plan';
import { truncate } from '@countersign/core/text/truncate';
import { count, line, listOf, names } from './words.ts';

export type StageText = {
  name: string;
  progress: 'passed' | 'open' | 'waiting' | 'stopped';
  /** `1 of 2 approvals (Ada Lovelace), 1 more from platform-leads or sre` */
  sentence: string;
};

const SHOWN = 6;

/** One line a stage. Of more stages than a card holds, those around the open one. */
export function stageTexts(state: RequestState): StageText[] {
  const from = Math.max(0, Math.min(state.stage - 1, state.plan.stages.length - SHOWN));
  return state.plan.stages
    .map((stage, index) => ({
      name: line(stage.name, 60),
      progress: progressOf(state, index),
      sentence: truncate(sentenceOf(state, stage, index), 240),
    }))
    .slice(from, from + SHOWN);
}

function progressOf(state: RequestState, index: number): StageText['progress'] {
  if (index < state.stage || state.status === 'approved') return 'passed';
  if (!isOpen(state)) return 'stopped';
  return index === state.stage ? 'open' : 'waiting';
}

function sentenceOf(state: RequestState, stage: StagePlan, index: number): string {
  const approvals = approvalsOf(state, index);
  const by = names(
    approvals.map((vote) => vote.person),
    4,
  );
  const groups = listOf(
    stage.groups.map((group) => line(group, 40)),
    3,
    'or',
  );
  const missing = Math.max(0, stage.quorum - approvals.length);
  switch (progressOf(state, index)) {
    case 'passed':
      return `approved by ${by ?? 'nobody'}`;
    case 'waiting':
      return `then ${count(stage.quorum, 'approval')} from ${groups}`;
    case 'stopped':
      return by === null
        ? 'no approval'
        : `${approvals.length} of ${stage.quorum} approvals (${by})`;
    case 'open':
      if (by === null) return `needs ${count(missing, 'approval')} from ${groups}`;
      return `${approvals.length} of ${stage.quorum} approvals (${by}), needs ${missing} more from ${groups}`;
  }
}
