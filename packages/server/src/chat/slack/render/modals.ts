import type { KnownBlock, ModalView } from '@slack/types';
import { truncate } from '@countersign/core/text/truncate';
import { visible } from '@countersign/core/text/visible';
import { rejectionWants } from '@countersign/core/request/rejection-wants';
import type { RequestState } from '@countersign/core/request/state';
import { cardText, whatOf, type CardFacts, type CardText } from '../../card.ts';
import { inModal } from '../../card/change.ts';
import { emergencyOffer } from '../../card/emergency.ts';
import { READ_IN_EMERGENCY } from '../../card/read-by.ts';
import { groupsText, line } from '../../card/words.ts';
import { askBlocks } from './ask.ts';
import { bold, context, paragraph, plain, richText } from './blocks.ts';
import { changeBlocks } from './change.ts';
import { readInput, reasonInput } from './inputs.ts';
import { progressBlocks } from './progress.ts';

export const REJECT = 'reject';
export const REVIEW = 'review';
export const EMERGENCY_FORM = 'emergency';
export const CONCERN = 'concern';

/** Opened before anything is known, because the click's trigger lives for 3 s. */
export function loadingModal(): ModalView {
  return sayingModal(
    'One moment',
    'Checking whether you can decide this. If this stays, close it and click again.',
  );
}

export function workingModal(): ModalView {
  return sayingModal(
    'One moment',
    'Recording your decision. It may take a few seconds; the card shows when it is done.',
  );
}

export function doneModal(sentence: string): ModalView {
  return sayingModal('Done', sentence);
}

export function refusalModal(sentence: string): ModalView {
  return sayingModal('Not possible', sentence);
}

/** Asks for the reason of a rejection. `metadata` carries opaque ids only. */
export function rejectModal(state: RequestState, metadata: string): ModalView {
  const end = rejectionWants(state, state.stage, groupsText);
  return {
    type: 'modal',
    callback_id: REJECT,
    private_metadata: metadata,
    title: plain('Reject'),
    submit: plain('Reject'),
    close: plain('Cancel'),
    blocks: [
      ...richText(
        paragraph(bold(line(whatOf(state), 400))),
        paragraph(`Asked by ${line(state.identity.name, 80)}.`),
        end === null ? null : paragraph(bold(`${end}.`)),
      ),
      reasonInput('Why?'),
      context(`Change ${state.digest}`),
    ],
  };
}

/** For a change that a card can't hold: what fits, where the rest is, and a promise to have read it. */
export function reviewModal(content: CardFacts, metadata: string): ModalView {
  return wholeModal(content, metadata, {
    callback: REVIEW,
    title: 'Review',
    submit: 'Approve',
    isAsked: ({ asksApproval }) => asksApproval,
    inputs: ({ digest }) => [readInput('Before you approve', digest.short)],
  });
}

/** All that would be approved, by one person alone: why it can't wait, and what follows. */
export function emergencyModal(content: CardFacts, metadata: string): ModalView {
  return wholeModal(content, metadata, {
    callback: EMERGENCY_FORM,
    title: 'In an emergency',
    submit: 'Approve alone',
    warning: `🚨 ${emergencyOffer(content.state)}`,
    isAsked: ({ approvable }) => approvable,
    inputs: ({ digest: { short } }) => [
      reasonInput('Why can this not wait?', { hint: READ_IN_EMERGENCY }),
      readInput('Before you approve alone', short, 'and know that others will review what I do.'),
    ],
  });
}

type Answer = {
  callback: string;
  title: string;
  submit: string;
  warning?: string;
  /** Whether it is to be given here. */
  isAsked: (card: CardText) => boolean;
  inputs: (card: CardText) => KnownBlock[];
};

/** As much of the change as a form holds; without an answer where that is not enough. */
function wholeModal(content: CardFacts, metadata: string, answer: Answer): ModalView {
  const text = cardText(content, inModal);
  // Whoever approves alone waits for no freeze, and for one run.
  const card = answer.callback === EMERGENCY_FORM ? { ...text, terms: [] } : text;
  const isAsked = answer.isAsked(card);
  const { warning } = answer;
  return {
    type: 'modal',
    callback_id: answer.callback,
    private_metadata: metadata,
    title: plain(answer.title),
    ...(isAsked ? { submit: plain(answer.submit) } : {}),
    close: plain(isAsked ? 'Cancel' : 'Close'),
    blocks: [
      ...richText(
        paragraph(bold(card.what)),
        warning === undefined ? null : paragraph(bold(warning)),
      ),
      ...askBlocks(card),
      ...changeBlocks(card.change, card.isDetails ? card.restOfDetails : IN_THREAD),
      ...(card.status === 'pending' ? progressBlocks(card) : []),
      context(`Change ${card.digest.full}`),
      ...(isAsked ? answer.inputs(card) : []),
    ],
  };
}

/** Asks what somebody has found that is not well with an emergency approval. */
export function concernModal(state: RequestState, metadata: string): ModalView {
  return {
    type: 'modal',
    callback_id: CONCERN,
    private_metadata: metadata,
    title: plain('Concern'),
    submit: plain('Record'),
    close: plain('Cancel'),
    blocks: [
      ...richText(
        paragraph(bold(line(whatOf(state), 400))),
        paragraph('It undoes nothing: whoever runs Countersign is told, and the log has it.'),
      ),
      reasonInput('What is your concern?'),
      context(`Change ${state.digest}`),
    ],
  };
}

const IN_THREAD = "The whole change is a file in the card's thread: read it there.";

function sayingModal(title: string, sentence: string): ModalView {
  const blocks: KnownBlock[] = richText(paragraph(truncate(visible(sentence), 3_000)));
  return { type: 'modal', title: plain(title), close: plain('Close'), blocks };
}
