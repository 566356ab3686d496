import {
  ActionSet,
  ExecuteAction,
  SubmitAction,
  TextInput,
  type AdaptiveCard,
  type CardElement,
} from '@microsoft/teams.cards';
import type { CardContent } from '../../../ports/chat.ts';
import type { LeftOut, TogetherForm } from '../../../ports/list-use-cases.ts';
import { cardText, whatOf } from '../../card.ts';
import { onCard } from '../../card/change.ts';
import { allOf, nameOfButton, listText, type ListLine, type ListText } from '../../card/list.ts';
import { leftTexts, togetherButton, togetherHeadline } from '../../card/together.ts';
import { line } from '../../card/words.ts';
import { reasonInput, writeCardData, type CardData } from '../card-data.ts';
import { mentioning, plainCard, readable } from './activity.ts';
import { termElements } from './ask.ts';
import { changeElements } from './change.ts';
import { opening, sending } from './dialog.ts';
import { mentionLine, type Mentioned } from './mentions.ts';
import { bold, inert, moment, paragraph, quote, run, timed } from './text.ts';

const marks = { pending: '🟡', approved: '✅', rejected: '⛔', expired: '⌛', withdrawn: '↩️' };

/** Several requests in one message, the same for everybody. `notice` is for the person who pressed. */
export function renderListCard(
  content: CardContent,
  { notice = null, mentioned = [] }: { notice?: string | null; mentioned?: readonly Mentioned[] },
): AdaptiveCard {
  const list = listText(content);
  const { elements: called, entities } = mentionLine(mentioned);
  const drawn = plainCard(list.headline, [
    ...paragraph(run(list.headline, { weight: 'Bolder', size: 'Large' })),
    ...head(list),
    ...list.lines.flatMap(lineElements),
    ...noticeLines(notice),
    ...small(list.note),
    ...called,
  ]);
  if (list.open > 1) {
    const data = dataOf(content.card);
    drawn.withActions(
      ...(list.asked > 1
        ? [opening('list_approve', allOf('Approve', list.asked), 'positive', data)]
        : []),
      opening('list_reject', allOf('Reject', list.open), 'destructive', data),
    );
  }
  return mentioning(drawn, entities);
}

function head(list: ListText): CardElement[] {
  return [
    ...(list.escalation === null ? [] : paragraph(bold(list.escalation))),
    ...paragraph('Asked by ', bold(list.asks), '.'),
    ...(list.behind === null
      ? []
      : paragraph('Behind them: ', bold(list.behind), ', who cannot approve their own.')),
    ...(list.unlocks === null
      ? []
      : paragraph('Once approved, each gets ', bold(list.unlocks), '.')),
    ...quote(list.reason),
    ...(list.wanted === null
      ? []
      : paragraph('Each: ', ...timed(list.wanted, { weight: 'Bolder' }), '.')),
    ...(list.eligible === null ? [] : paragraph('Can decide now: ', bold(list.eligible), '.')),
    ...(list.expiresAt === null
      ? []
      : paragraph('The first expires ', moment(list.expiresAt), '.')),
    ...termElements(list.terms, 'each'),
  ];
}

function lineElements(one: ListLine): CardElement[] {
  const { status, resource, about, progress, digest, isOpen, emergency } = one;
  const { asksReview, reviewWords } = one;
  const [title] = paragraph(
    `${emergency ? '🚨' : marks[status]} `,
    bold(resource),
    ' ',
    run(digest.short, { fontType: 'Monospace' }),
  );
  if (title) title.separator = true;
  return [
    ...(title ? [title] : []),
    ...about.flatMap((text) => paragraph(text)),
    ...paragraph(...timed(progress, emergency ? { weight: 'Bolder', color: 'Attention' } : {})),
    ...(emergency ?? []).flatMap((text) => paragraph(...timed(text))),
    ...(reviewWords === null
      ? []
      : paragraph(`Review it where it was announced, or write “${reviewWords}” to the bot.`)),
    ...(isOpen ? [lineButtons(one)] : []),
    ...(asksReview
      ? [new ActionSet(opening('list_show', 'Show or review…', 'default', dataOf(one.card)))]
      : []),
  ];
}

/** One click approves only what stands here whole; the rest is read, and decided, on its own card. */
function lineButtons(one: ListLine): ActionSet {
  const { card, isWhole, asksApproval } = one;
  const data = dataOf(card);
  const actions = [
    ...(isWhole && asksApproval ? [approval(data)] : []),
    opening('list_show', isWhole ? 'Show or reject…' : 'Show…', 'default', data),
  ];
  // Read aloud in place of the title, which is the same on every line.
  for (const action of actions) action.tooltip = inert(nameOfButton(action.title ?? '', one));
  return new ActionSet(...actions);
}

type Open = Extract<TogetherForm, { ok: true }>;

/** Each with its digest and, to approve it, all of its change; for a dialog. */
export function renderTogether({ form, vote, items, left }: Open, list: CardData): AdaptiveCard {
  const verb = vote === 'approve' ? 'Approve' : 'Reject';
  const style = vote === 'approve' ? 'positive' : 'destructive';
  const headline = togetherHeadline(verb, items.length);
  return plainCard(headline, [
    ...paragraph(run(headline, { weight: 'Bolder', size: 'Large' })),
    ...items.flatMap((item) => itemElements(item, vote)),
    ...leftElements(left),
    ...(vote === 'reject' ? [reason()] : []),
  ]).withActions(
    sending('list_send', togetherButton(verb, items.length), style, { ...list, control: form }),
  );
}

function itemElements(item: CardContent, vote: Open['vote']): CardElement[] {
  const { warnings, reason: why, change, digest } = cardText(item, onCard);
  const [title] = paragraph(bold(line(whatOf(item.state), 300)));
  if (title) title.separator = true;
  const beware = warnings.flatMap((text) =>
    paragraph(run(`⚠ ${text}`, { weight: 'Bolder', color: 'Warning' })),
  );
  return [
    ...(title ? [title] : []),
    // Without code blocks, which say everything twice.
    ...(vote === 'reject' ? [] : [...beware, ...quote(why), ...changeElements(change, '', false)]),
    ...small(`Change ${digest.full}`),
  ];
}

function leftElements(left: LeftOut[]): CardElement[] {
  if (left.length === 0) return [];
  return [
    ...paragraph(bold('Not among them:')),
    ...leftTexts(left).flatMap((text) => paragraph(text)),
  ];
}

function reason(): TextInput {
  return new TextInput({
    id: reasonInput,
    label: 'Why? It is the reason for each; the bot and everyone who sees its card can read this.',
    isMultiline: true,
    maxLength: 1_000,
    isRequired: true,
    errorMessage: 'Say why you reject them.',
  });
}

function noticeLines(notice: string | null): CardElement[] {
  if (notice === null) return [];
  return readable(notice)
    .split('\n')
    .flatMap((text) => paragraph(run(text, { weight: 'Bolder', color: 'Attention' })));
}

function small(text: string): CardElement[] {
  return paragraph(run(text, { size: 'Small', isSubtle: true }));
}

function dataOf({ id, control, stage }: CardContent['card']): CardData {
  return { card: id, control, stage };
}

/** Mobile and older clients don't know Action.Execute: they send the same as a message. */
function approval(data: CardData): ExecuteAction {
  const button = {
    title: 'Approve',
    style: 'positive' as const,
    data: writeCardData('approve', data),
  };
  return new ExecuteAction({ ...button, verb: 'approve', fallback: new SubmitAction(button) });
}
