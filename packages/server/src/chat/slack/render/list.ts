import type { ActionsBlock, KnownBlock, RichTextElement } from '@slack/types';
import type { CardContent } from '../../../ports/chat.ts';
import { EMERGENCY } from '../../card/emergency.ts';
import { allOf, listText, nameOfButton, type ListLine, type ListText } from '../../card/list.ts';
import { termLines } from './ask.ts';
import { bold, button, code, context, header, mentionLine, moment } from './blocks.ts';
import { findingButtons } from './finding.ts';
import { overflow, paragraph, plain, quote, richText, timed, withIds } from './blocks.ts';
import type { SlackMessage } from './message.ts';
import { withoutMarkup } from './text.ts';

const marks = { pending: '🟡', approved: '✅', rejected: '⛔', expired: '⌛', withdrawn: '↩️' };

/** Several requests in one message: below 50 blocks and 10,000 characters with the most that it takes. */
export function renderList(
  content: CardContent,
  nonce: string,
  mentions: RichTextElement[] = [],
): SlackMessage {
  const list = listText(content);
  const blocks = [
    header(`${iconOf(list)} ${list.headline}`),
    ...head(list),
    ...list.lines.flatMap(lineBlocks),
    ...richText(mentionLine(mentions)),
    ...(list.open > 1 ? [together(list, content.card.control)] : []),
    context(list.note),
  ];
  const text = withoutMarkup(`${list.headline}. ${list.asks} asks.`);
  return { text, blocks: withIds(blocks, nonce) };
}

function iconOf({ open, lines }: ListText): string {
  if (open > 0) return '🟡';
  return lines.some(({ emergency }) => emergency) ? '🚨' : '☑️';
}

function head(list: ListText): KnownBlock[] {
  return richText(
    list.escalation === null ? null : paragraph(bold(list.escalation)),
    paragraph('Asked by ', bold(list.asks), '.'),
    list.behind === null
      ? null
      : paragraph('Behind them: ', bold(list.behind), ', who cannot approve their own.'),
    list.unlocks === null ? null : paragraph('Once approved, each gets ', bold(list.unlocks), '.'),
    quote(list.reason),
    list.wanted === null ? null : paragraph('Each: ', ...timed(list.wanted, bold), '.'),
    list.eligible === null ? null : paragraph('Can decide now: ', bold(list.eligible), '.'),
    list.expiresAt === null ? null : paragraph('The first expires ', moment(list.expiresAt), '.'),
    ...termLines(list.terms, 'each'),
  );
}

function lineBlocks(one: ListLine): KnownBlock[] {
  const { status, resource, about, progress, digest, isOpen, emergency, reviewWords } = one;
  const text = richText(
    paragraph(`${emergency ? '🚨' : marks[status]} `, bold(resource), ' ', code(digest.short)),
    ...about.map((line) => paragraph(line)),
    paragraph(...timed(progress, emergency ? bold : undefined)),
    ...(emergency ?? []).map((line) => paragraph(...timed(line))),
    reviewWords === null
      ? null
      : paragraph('Review it where it was announced, or by ', code(`/countersign ${reviewWords}`)),
  );
  if (isOpen) return [...text, lineButtons(one)];
  return one.asksReview ? [...text, reviewButtons(one)] : text;
}

/** Whoever reviews it reads it first. */
function reviewButtons({ card }: ListLine): ActionsBlock {
  const { type, elements } = findingButtons(card.control, false);
  return { type, elements: [...elements, button('list.show', 'Show…', card.id)] };
}

/** One click approves only what stands here whole; the rest is read, and approved, in its own form. */
function lineButtons(one: ListLine): ActionsBlock {
  const { card, what, digest, isWhole, asksApproval, offersEmergency } = one;
  const named = (title: string) => ({ accessibility_label: nameOfButton(title, one) });
  const confirm = {
    title: plain('Approve this change?'),
    text: plain(`${what.action} ${what.resource}\nin ${what.environment}\nChange: ${digest.short}`),
    confirm: plain('Approve'),
    deny: plain('Cancel'),
    style: 'primary' as const,
  };
  const approve = button('approve', 'Approve', card.control, {
    style: 'primary',
    confirm,
    ...named('Approve'),
  });
  const show = button('list.show', 'Show…', card.id, {
    ...(isWhole || !asksApproval ? {} : { style: 'primary' }),
    ...named('Show…'),
  });
  const reject = button('reject', 'Reject…', card.control, named('Reject…'));
  const more = offersEmergency ? [overflow('emergency', EMERGENCY, card.control)] : [];
  const answers = !isWhole
    ? [show, reject]
    : asksApproval
      ? [approve, reject, show]
      : [reject, show];
  return { type: 'actions', elements: [...answers, ...more] };
}

function together({ open, asked }: ListText, control: string): ActionsBlock {
  return {
    type: 'actions',
    elements: [
      ...(asked > 1
        ? [button('list.approve', allOf('Approve', asked), control, { style: 'primary' })]
        : []),
      button('list.reject', allOf('Reject', open), control, { style: 'danger' }),
    ],
  };
}
