import type { ModalView } from '@slack/types';
import type { VoteInput } from '../../ports/chat-use-cases.ts';
import { writeMetadata } from '../../chat/slack/form-metadata.ts';
import { refusalModal, rejectModal, reviewModal } from '../../chat/slack/render/modals.ts';
import type { SlackDeps } from './deps.ts';
import { NOT_CHECKED } from './words.ts';

/** The form for a vote, or why there is none for this person. */
export async function formFor(
  deps: SlackDeps,
  vote: Omit<VoteInput, 'vote' | 'comment' | 'reviewed'>,
  kind: 'reject' | 'review',
): Promise<ModalView> {
  const { useCases } = deps;
  const may = await useCases.mayVote({ ...vote, vote: kind === 'reject' ? 'reject' : 'approve' });
  if (!may.ok) return refusalModal(may.sentence);
  const { channel, message } = vote;
  // A card's control is of one stage; a request goes on to the next while the form is open.
  const target =
    'request' in vote.target ? { ...vote.target, stage: may.state.stage } : vote.target;
  const metadata = writeMetadata({ target, channel, message });
  if (kind === 'reject') return rejectModal(may.state, metadata);
  const shown = await useCases.show(vote.account, may.state.id, channel);
  if (shown === null) return refusalModal(NOT_CHECKED);
  return reviewModal({ ...shown, outcome: null, eligible: [] }, metadata);
}
