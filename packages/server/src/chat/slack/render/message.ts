import type { ActionsBlock, Button, KnownBlock, RichTextElement } from '@slack/types';
import { truncate } from '@countersign/core/text/truncate';
import type { CardContent } from '../../../ports/chat.ts';
import {
  cardText,
  isAsked,
  SHOW_DETAILS,
  WITHHELD,
  type CardFacts,
  type CardText,
} from '../../card.ts';
import { EMERGENCY } from '../../card/emergency.ts';
import { youVoted } from '../../card/words.ts';
import { askBlocks } from './ask.ts';
import { bold, button, context, header, moment, overflow, paragraph } from './blocks.ts';
import { mentionLine, plain, richText, withIds } from './blocks.ts';
import { changeBlocks } from './change.ts';
import { findingButtons } from './finding.ts';
import { renderList } from './list.ts';
import { progressBlocks } from './progress.ts';
import { settledBlocks } from './settled.ts';
import { withoutMarkup } from './text.ts';

export type SlackMessage = { text: string; blocks: KnownBlock[] };

const icons = { pending: '🟡', approved: '✅', rejected: '⛔', expired: '⌛', withdrawn: '↩️' };

/** The card as a Slack message. `nonce` makes its block ids new. */
export function renderMessage(
  content: CardContent,
  nonce: string,
  mentions: RichTextElement[] = [],
): SlackMessage {
  if (content.others) return renderList(content, nonce, mentions);
  const card = cardText(content);
  const act = answersTo(card, content);
  return {
    text: notification(card),
    blocks: withIds(
      [
        ...cardBlocks(card, whereTheRestIs(content.card.whole)),
        ...ownLine(content),
        ...richText(mentionLine(mentions)),
        ...act,
      ],
      nonce,
    ),
  };
}

/** The card without its buttons, for one person who asked to see it. */
export function renderShown(content: CardFacts): SlackMessage {
  const card = cardText(content);
  return {
    text: notification(card),
    blocks: cardBlocks(card, 'The whole change is with the card.'),
  };
}

function cardBlocks(card: CardText, rest: string): KnownBlock[] {
  const top = header(`${card.emergency ? '🚨' : icons[card.status]} ${card.headline}`);
  return [top, ...(card.status === 'pending' ? openBlocks(card, rest) : settledBlocks(card, rest))];
}

/** Reads in this order: who asks and why, what exactly, what is missing, which digest. */
function openBlocks(card: CardText, rest: string): KnownBlock[] {
  return [
    ...askBlocks(card),
    ...changeBlocks(card.change, rest),
    ...(card.isWithheld ? richText(paragraph(bold(WITHHELD))) : []),
    ...progressBlocks(card),
    context(`Change ${card.digest.full}`),
  ];
}

function whereTheRestIs(whole: boolean): string {
  return whole
    ? 'The whole change is a file in this thread.'
    : 'The whole change is being attached to this thread; it can be approved once it is there.';
}

function answersTo(card: CardText, content: CardContent): ActionsBlock[] {
  const { control } = content.card;
  if (isAsked(content)) return buttons(card, control, content.own);
  return card.asksReview ? [findingButtons(control, card.isWithheld)] : [];
}

/** Never cut: a card that can't be answered is worse than one that says less. */
function buttons(card: CardText, control: string, own?: CardContent['own']): ActionsBlock[] {
  // Whoever has had their say may still say the other.
  const isDone = own?.vote === 'approve' && !card.isWithheld;
  const approve = isDone ? [] : approval(card, control);
  const reject = button('reject', 'Reject…', control, { style: 'danger' });
  // Out of the way: on a button of its own it would be taken for one of the answers.
  const more = card.offersEmergency ? [overflow('emergency', EMERGENCY, control)] : [];
  const rejections = own?.vote === 'reject' ? [] : [reject];
  const elements = [...approve, ...rejections, ...more];
  // Slack takes no block without any: whoever rejected what is on hold has nothing left to say.
  return elements.length > 0 ? [{ type: 'actions', elements }] : [];
}

/** Beside the buttons that are left, on a card of one reader's own. */
function ownLine({ own, state }: CardContent): KnownBlock[] {
  if (own === undefined || state.status !== 'pending') return [];
  return richText(paragraph(bold(`${youVoted(own)}, `), moment(own.at), '.'));
}

/** The way to an approval; of what is restricted, to reading it, which a rejection wants as well. */
function approval(card: CardText, control: string): Button[] {
  const style = card.asksApproval ? ({ style: 'primary' } as const) : {};
  if (card.isWithheld) return [button('review', SHOW_DETAILS, control, style)];
  if (!card.asksApproval) return [];
  return card.toReview
    ? [button('review', 'Review…', control, style)]
    : [button('approve', 'Approve', control, { ...style, confirm: confirmation(card) })];
}

function confirmation({ change, digest }: CardText) {
  const text = [
    `Environment: ${change.environment}`,
    `Action: ${change.action}`,
    `Resource: ${truncate(change.resource, 90)}`,
    `Change: ${digest.short}`,
  ].join('\n');
  return {
    title: plain('Approve this change?'),
    text: plain(text),
    confirm: plain('Approve'),
    deny: plain('Cancel'),
    style: 'primary' as const,
  };
}

function notification(card: CardText): string {
  return withoutMarkup(`${card.headline}. ${card.decision?.sentence ?? `${card.asks} asks`}.`);
}
