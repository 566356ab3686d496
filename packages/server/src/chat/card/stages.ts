import type { StagePlan } from '@countersign/core/policy/plan';
import { heldTimed } from '@countersign/core/request/held-sentence';
import {
  approvalsOf,
  isOpen,
  rejectionsOf,
  stageNow,
  tallyOf,
  type RequestState,
  type Vote,
} from '@countersign/core/request/state';
import { rejectionWants } from '@countersign/core/request/rejection-wants';
import { tally } from '@countersign/core/request/tally';
import { wantsNow, wantsOf, wantsText, type Want } from '@countersign/core/request/wants';
import type { Timed } from '@countersign/core/text/timed';
import { truncate } from '@countersign/core/text/truncate';
import { groupsText, line, listOf, voters } from './words.ts';

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
      sentence: truncate(sentenceOf(state, index), 240),
    }))
    .slice(from, from + SHOWN);
}

function progressOf(state: RequestState, index: number): StageText['progress'] {
  if (index < state.stage) return 'passed';
  // One person approved it alone: who had not been asked did not agree. What was held had all agree.
  if (state.status === 'approved' && (!state.urgent || tallyOf(state, index).met)) return 'passed';
  if (!isOpen(state)) return 'stopped';
  return index === state.stage ? 'open' : 'waiting';
}

function sentenceOf(state: RequestState, at: number): string {
  const stage = stageNow(state, at);
  const approvals = approvalsOf(state, at);
  const by = peopleOf(approvals);
  const wants = wantsNow(stage, tallyOf(state, at));
  const total = tally(stage, []).missing;
  const against = peopleOf(rejectionsOf(state, at));
  const no = against === null ? '' : `; rejected by ${against}`;
  switch (progressOf(state, at)) {
    case 'passed':
      return `approved by ${by ?? 'nobody'}`;
    case 'waiting':
      return `then ${said(stage, wantsOf(stage), 'approval')}`;
    case 'stopped':
      return by === null
        ? `no approval${no}`
        : `${approvals.length} of ${total} approvals (${by})${no}`;
    case 'open': {
      if (state.held) return `approved by ${by ?? 'nobody'}${no}`;
      const end = rejectionWants(state, at, groupsText);
      const ends = end === null ? no : `${no}; ${end}`;
      if (by === null) return `needs ${said(stage, wants, 'approval')}${ends}`;
      return `${approvals.length} of ${total} approvals (${by}), needs ${said(stage, wants, null)}${ends}`;
    }
  }
}

function said({ combine }: StagePlan, wants: Want[], unit: 'approval' | null): string {
  return wantsText(combine, wants, { unit, groups: groupsText });
}

function peopleOf(votes: Vote[]): string | null {
  return voters(votes, 4);
}

/** As it stands on a card: names are inert, and few. */
export function heldText(held: NonNullable<RequestState['held']>): Timed {
  const by = held.by.map((name) => line(name, 60));
  return heldTimed({ ...held, by }, (quoted) => listOf(quoted, 3));
}
