import {
  Badge,
  RefreshDefinition,
  TextBlock,
  type AdaptiveCard,
  type CardElement,
  type TextRunOptions,
} from '@microsoft/teams.cards';
import type { RequestState } from '@countersign/core/request/state';
import type { CardContent } from '../../../ports/chat.ts';
import type { May } from '../../../ports/chat-use-cases.ts';
import { inModal } from '../../card/change.ts';
import { emergencyOffer } from '../../card/emergency.ts';
import { youVoted } from '../../card/words.ts';
import { cardText, isAsked, WITHHELD, type CardFacts, type CardText } from '../../card.ts';
import type { CardData } from '../card-data.ts';
import { mentioning, plainCard, readable } from './activity.ts';
import { mentionLine, type Mentioned } from './mentions.ts';
import { askElements, stageElements, termElements } from './ask.ts';
import {
  buttons,
  emergencyButtons,
  emergencyInputs,
  findingButtons,
  refreshAction,
} from './buttons.ts';
import { changeElements } from './change.ts';
import { inDialog } from './dialog.ts';
import { renderListCard } from './list-card.ts';
import { settledElements } from './settled.ts';
import { bold, link, moment, paragraph, run, timed } from './text.ts';

/** Whom a card is drawn for. The message itself is everyone's. */
export type Viewer =
  | { kind: 'everyone' }
  | { kind: 'may_vote'; may: May }
  /** Who may still change their mind, as long as the stage is open. */
  | { kind: 'voted'; vote: 'approve' | 'reject'; at: number; may: May }
  | { kind: 'may_not'; may?: May };

export type Drawing = {
  viewer?: Viewer;
  /** The form for approving alone in an emergency takes the place of the buttons. */
  form?: 'emergency';
  /** Said to the person at hand, where they pressed: the top of a tall card is out of sight. */
  notice?: string | null;
  /** Whose view is refreshed by their client without asking, by Teams' own names. */
  refreshFor?: readonly string[];
  /** Whom Teams notifies. */
  mentioned?: readonly Mentioned[];
  /** Where people write to the bot. */
  chat?: string | null;
  /** It stands in a dialog, beside the message. */
  dialog?: true;
};

/** Teams counts UTF-16, and takes 100 KB with all around the card. */
const MOST_CHARACTERS = 38_000;
/** Teams takes 60 at most, which no type says, and each takes some hundred characters of the card. */
const MOST_REFRESHED = 40;

export const everyone: Viewer = { kind: 'everyone' };
const nothing: May = { approve: false, reject: false, breakGlass: false, review: false };
const all: May = { approve: true, reject: true, breakGlass: true, review: true };

/** The one reader of a card of their own: whoever has had their say may still say the other. */
export function readerOf(content: CardContent): Viewer {
  const { own, announces } = content;
  if (!isAsked(content) && !announces) return { kind: 'may_not' };
  if (!own) return everyone;
  const may = { ...all, approve: own.vote === 'reject', reject: own.vote === 'approve' };
  return { kind: 'voted', ...own, may };
}

/** The card as Teams draws it, below 80 KB. */
export function renderCard(content: CardContent, drawing: Drawing = {}): AdaptiveCard {
  if (content.others) return renderListCard(content, drawing);
  // Whoever approves alone waits for no freeze, and for one run.
  const card = drawing.form ? { ...cardText(content, inModal), terms: [] } : cardText(content);
  const drawn = draw(card, content, drawing, true);
  // A code block says everything twice, since not every client has one.
  return JSON.stringify(drawn).length <= MOST_CHARACTERS
    ? drawn
    : draw(card, content, drawing, false);
}

/** The card without its buttons, for one person who asked to see it. */
export function renderShown(content: CardFacts): AdaptiveCard {
  const card = cardText(content);
  return plainCard(card.headline, [
    ...head(card),
    ...body(card, 'The whole change is with the card.', true),
    ...digestLine(card),
  ]);
}

function draw(
  card: CardText,
  { card: { id, control, stage, whole, direct }, state }: CardContent,
  drawing: Drawing,
  code: boolean,
): AdaptiveCard {
  const { viewer = everyone, form, notice = null, dialog = false } = drawing;
  const { refreshFor = [], chat = null, mentioned = [] } = drawing;
  const data = { card: id, control, stage };
  const isOpen = card.status === 'pending';
  const isForm = isOpen && form !== undefined;
  const may = mayOf(viewer);
  // A form that is drawn anew loses what was typed.
  const userIds = isOpen && !isForm ? refreshFor.slice(0, MOST_REFRESHED) : [];
  const { elements: called, entities } = mentionLine(mentioned);
  const elements = [
    ...head(card),
    ...body(card, whereTheRestIs(whole, direct ? 'chat' : 'thread'), code),
    ...noticeLine(notice),
    ...(isOpen && !isForm ? viewerLine(viewer) : []),
    ...(isForm ? emergencyForm(card, state) : []),
    // Who has opened a dialog has buttons.
    ...(isForm || dialog ? [] : otherWay(wordsFor(card, may, state.id), chat)),
    ...digestLine(card),
    ...called,
  ];
  const drawn = mentioning(plainCard(card.headline, elements), entities);
  const actions = isForm ? emergencyButtons(card, data) : answersTo(card, data, may);
  if (actions.length > 0) drawn.withActions(...actions);
  // Without user ids everybody's client would ask, so that there is none without.
  if (userIds.length > 0) {
    drawn.withRefresh(new RefreshDefinition({ action: refreshAction(data), userIds }));
  }
  return dialog ? inDialog(drawn) : drawn;
}

function answersTo(card: CardText, data: CardData, may: May) {
  if (card.status === 'pending') return buttons(card, data, may);
  return card.asksReview && may.review ? findingButtons(card, data) : [];
}

function emergencyForm(card: CardText, state: RequestState): CardElement[] {
  const offer = run(emergencyOffer(state), { weight: 'Bolder', color: 'Attention' });
  return [...paragraph(offer), ...(card.approvable ? emergencyInputs(card) : [])];
}

const badges = {
  pending: { text: 'Waiting for approval', style: 'Warning' },
  approved: { text: 'Approved', style: 'Good' },
  rejected: { text: 'Rejected', style: 'Attention' },
  expired: { text: 'Expired', style: 'Default' },
  withdrawn: { text: 'Withdrawn', style: 'Default' },
} as const;

/** All approvals are there; the headline says what it waits for. */
const heldBadge = { text: 'On hold', style: 'Warning' } as const;

const emergencyBadge = { text: 'Approved in an emergency', style: 'Attention' } as const;

function badgeOf({ emergency, held, status }: CardText) {
  if (emergency) return emergencyBadge;
  return held === null ? badges[status] : heldBadge;
}

function head(card: CardText): CardElement[] {
  const { text, style } = badgeOf(card);
  // Not every client draws a badge, which is no part of the published schema.
  const fallback = new TextBlock(text, { wrap: true, weight: 'Bolder', color: style });
  const badge = new Badge({ text, style, fallback });
  return [badge, ...paragraph(run(card.headline, { weight: 'Bolder', size: 'Large' }))];
}

/** Reads in this order: who asks and why, what exactly, what is missing, which digest. */
function body(card: CardText, rest: string, code: boolean): CardElement[] {
  if (card.status !== 'pending') return settledElements(card, rest, code);
  return [
    ...askElements(card),
    ...changeElements(card.change, card.isDetails ? card.restOfDetails : rest, code),
    ...(card.isWithheld ? paragraph(bold(WITHHELD)) : []),
    ...stageElements(card.stages),
    ...(card.held === null
      ? openElements(card)
      : paragraph(...timed(card.held, { weight: 'Bolder' }))),
  ];
}

function openElements(card: CardText): CardElement[] {
  return [
    ...(card.eligible === null ? [] : paragraph('Can decide now: ', bold(card.eligible), '.')),
    ...paragraph('Expires ', moment(card.expiresAt), '.'),
    ...termElements(card.terms, 'it'),
  ];
}

function noticeLine(notice: string | null): CardElement[] {
  if (notice === null) return [];
  return paragraph(run(readable(notice), { weight: 'Bolder', color: 'Attention' }));
}

function mayOf(viewer: Viewer): May {
  return viewer.kind === 'everyone' ? all : (viewer.may ?? nothing);
}

function viewerLine(viewer: Viewer): CardElement[] {
  switch (viewer.kind) {
    case 'everyone':
    case 'may_vote':
      return [];
    case 'voted': {
      return paragraph(
        run(`${youVoted(viewer)}, `, { weight: 'Bolder', color: 'Good' }),
        moment(viewer.at),
        '.',
      );
    }
    case 'may_not':
      return paragraph(run('You cannot decide this stage.', { isSubtle: true }));
  }
}

/** What does the same as the buttons, said to the bot. */
function wordsFor(card: CardText, may: May, request: string): string | null {
  if (card.status !== 'pending') {
    return card.asksReview && may.review ? `review ${request} ok` : null;
  }
  if (!may.approve && !may.reject) return null;
  const noApproval = card.toReview || card.held !== null || !may.approve;
  return noApproval ? `reject ${request} REASON` : `approve ${request}`;
}

/** Where a client draws no buttons, or its buttons fail. */
function otherWay(words: string | null, chat: string | null): CardElement[] {
  if (words === null) return [];
  const small: TextRunOptions = { size: 'Small', isSubtle: true };
  const bot = chat === null ? run('the bot', small) : link(chat, 'the bot', { size: 'Small' });
  return paragraph(run(`No buttons? Write “${words}” to `, small), bot, run('.', small));
}

function digestLine({ digest }: CardText): CardElement[] {
  return paragraph(run(`Change ${digest.full}`, { size: 'Small', isSubtle: true }));
}

function whereTheRestIs(whole: boolean, place: 'thread' | 'chat'): string {
  return whole
    ? `The whole change is in this ${place}.`
    : `The whole change is being attached to this ${place}; it can be approved once it is there.`;
}
