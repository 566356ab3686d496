import type { ModalView } from '@slack/types';
import type { RequestState } from '@countersign/core/request/state';
import type { ActInput, ReadingResult } from '../../ports/chat-use-cases.ts';
import { writeMetadata } from '../../chat/slack/form-metadata.ts';
import {
  concernModal,
  emergencyModal,
  refusalModal,
  rejectModal,
  reviewModal,
} from '../../chat/slack/render/modals.ts';
import type { SlackDeps } from './deps.ts';

export type FormKind = 'reject' | 'review' | 'emergency' | 'concern';

/** The form for somebody's word, or why there is none for this person. */
export async function formFor(
  { useCases }: SlackDeps,
  act: Omit<ActInput, 'act'>,
  kind: FormKind,
): Promise<ModalView> {
  switch (kind) {
    case 'reject': {
      const may = await useCases.mayVote({ ...act, vote: 'reject' });
      return may.ok ? rejectModal(may.state, memoryOf(act, may.state)) : refusalModal(may.sentence);
    }
    case 'concern': {
      const may = await useCases.mayReview(act);
      return may.ok
        ? concernModal(may.state, memoryOf(act, may.state))
        : refusalModal(may.sentence);
    }
    case 'review':
      return reading(act, await useCases.readChange(act), reviewModal);
    case 'emergency':
      return reading(act, await useCases.openBreakGlass(act), emergencyModal);
  }
}

function reading(
  act: Omit<ActInput, 'act'>,
  opened: ReadingResult,
  modal: typeof reviewModal,
): ModalView {
  if (!opened.ok) return refusalModal(opened.sentence);
  return modal(opened.content, memoryOf(act, opened.content.state));
}

function memoryOf(
  { target, channel, message }: Omit<ActInput, 'act'>,
  { stage }: RequestState,
): string {
  // A card's control is of one stage; a request goes on to the next while the form is open.
  const at = 'request' in target ? { ...target, stage } : target;
  return writeMetadata({ target: at, channel, message });
}
