import type { KnownBlock, ModalView } from '@slack/types';
import { truncate } from '@countersign/core/text/truncate';
import { visible } from '@countersign/core/text/visible';
import type { RequestState } from '@countersign/core/request/state';
import { cardText, whatOf, type CardFacts, type CardText } from '../../card.ts';
import { inModal } from '../../card/change.ts';
import { emergencyOffer } from '../../card/emergency.ts';
import { line } from '../../card/words.ts';
import { askBlocks } from './ask.ts';
import { bold, context, paragraph, plain, richText } from './blocks.ts';
import { changeBlocks } from './change.ts';

export const REJECT = 'reject';
export const REVIEW = 'review';
export const EMERGENCY_FORM = 'emergency';
export const CONCERN = 'concern';
/** Where the forms keep what was typed: block id, action id. */
export const reasonField = { block: 'reason', action: 'text' } as const;
export const readField = { block: 'read', action: 'tick' } as const;

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
      ),
      {
        type: 'input',
        block_id: reasonField.block,
        label: plain('Why?'),
        hint: plain('The bot and everyone in the channel can read this.'),
        element: {
          type: 'plain_text_input',
          action_id: reasonField.action,
          multiline: true,
          max_length: 1_000,
          focus_on_load: true,
        },
      },
      context(`Change ${state.digest}`),
    ],
  };
}

/** For a change that a card can't hold: what fits, where the rest is, and a promise to have read it. */
export function reviewModal(content: CardFacts, metadata: string): ModalView {
  const card = cardText(content, inModal);
  const { approvable } = card;
  return {
    type: 'modal',
    callback_id: REVIEW,
    private_metadata: metadata,
    title: plain('Review'),
    ...(approvable ? { submit: plain('Approve') } : {}),
    close: plain(approvable ? 'Cancel' : 'Close'),
    blocks: [
      ...richText(paragraph(bold(card.what))),
      ...askBlocks(card),
      ...changeBlocks(card.change, card.isDetails ? card.restOfDetails : IN_THREAD),
      context(`Change ${card.digest.full}`),
      ...(approvable ? [promise(card)] : []),
    ],
  };
}

/** All that would be approved, by one person alone: why it can't wait, and what follows. */
export function emergencyModal(content: CardFacts, metadata: string): ModalView {
  const card = cardText(content, inModal);
  const { approvable } = card;
  return {
    type: 'modal',
    callback_id: EMERGENCY_FORM,
    private_metadata: metadata,
    title: plain('In an emergency'),
    ...(approvable ? { submit: plain('Approve alone') } : {}),
    close: plain(approvable ? 'Cancel' : 'Close'),
    blocks: [
      ...richText(
        paragraph(bold(card.what)),
        paragraph(bold(`🚨 ${emergencyOffer(content.state)}`)),
      ),
      ...askBlocks(card),
      ...changeBlocks(card.change, card.isDetails ? card.restOfDetails : IN_THREAD),
      context(`Change ${card.digest.full}`),
      ...(approvable ? [emergencyReason, emergencyPromise(card)] : []),
    ],
  };
}

const emergencyReason: KnownBlock = {
  type: 'input',
  block_id: reasonField.block,
  label: plain('Why can this not wait?'),
  hint: plain('Whoever reviews it, the bot and everyone in the channels can read this.'),
  element: {
    type: 'plain_text_input',
    action_id: reasonField.action,
    multiline: true,
    max_length: 1_000,
    focus_on_load: true,
  },
};

function emergencyPromise({ digest }: CardText): KnownBlock {
  return {
    type: 'input',
    block_id: readField.block,
    label: plain('Before you approve alone'),
    element: {
      type: 'checkboxes',
      action_id: readField.action,
      options: [
        {
          text: plain(`I have read the whole change sha256:${digest.short}`),
          description: plain('and know that others will review what I do.'),
          value: 'read',
        },
      ],
    },
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
      {
        type: 'input',
        block_id: reasonField.block,
        label: plain('What is your concern?'),
        hint: plain('The bot and everyone in the channels can read this.'),
        element: {
          type: 'plain_text_input',
          action_id: reasonField.action,
          multiline: true,
          max_length: 1_000,
          focus_on_load: true,
        },
      },
      context(`Change ${state.digest}`),
    ],
  };
}

const IN_THREAD = "The whole change is a file in the card's thread: read it there.";

function promise({ digest }: CardText): KnownBlock {
  const text = plain(`I have read the whole change sha256:${digest.short}`);
  return {
    type: 'input',
    block_id: readField.block,
    label: plain('Before you approve'),
    element: {
      type: 'checkboxes',
      action_id: readField.action,
      options: [{ text, value: 'read' }],
    },
  };
}

function sayingModal(title: string, sentence: string): ModalView {
  const blocks: KnownBlock[] = richText(paragraph(truncate(visible(sentence), 3_000)));
  return { type: 'modal', title: plain(title), close: plain('Close'), blocks };
}
