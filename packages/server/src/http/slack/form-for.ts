import type { ModalView } from '@slack/types';
import type { RequestState } from '@countersign/core/request/state';
import type { VoteInput } from '../../ports/chat-use-cases.ts';
import { writeMetadata } from '../../chat/slack/form-metadata.ts';
import { refusalModal, rejectModal, reviewModal } from '../../chat/slack/render/modals.ts';
import type { SlackDeps } from './deps.ts';

/** The form for a vote, or why there is none for this person. */
export async function formFor(
  { useCases }: SlackDeps,
  vote: Omit<VoteInput, 'vote' | 'comment' | 'reviewed'>,
  kind: 'reject' | 'review',
): Promise<ModalView> {
  if (kind === 'reject') {
    const may = await useCases.mayVote({ ...vote, vote: 'reject' });
    return may.ok ? rejectModal(may.state, memoryOf(vote, may.state)) : refusalModal(may.sentence);
  }
  const opened = await useCases.readChange(vote);
  if (!opened.ok) return refusalModal(opened.sentence);
  return reviewModal(opened.content, memoryOf(vote, opened.content.state));
}

function memoryOf(
  { target, channel, message }: Pick<VoteInput, 'target' | 'channel' | 'message'>,
  { stage }: RequestState,
): string {
  // A card's control is of one stage; a request goes on to the next while the form is open.
  const at = 'request' in target ? { ...target, stage } : target;
  return writeMetadata({ target: at, channel, message });
}
