import {
  Badge,
  RefreshDefinition,
  TextBlock,
  type AdaptiveCard,
  type CardElement,
  type TextRunOptions,
} from '@microsoft/teams.cards';
import type { CardContent } from '../../../ports/chat.ts';
import { cardText, TOO_LARGE, WITHHELD, type CardFacts, type CardText } from '../../card.ts';
import { mentioning, plainCard, readable } from './activity.ts';
import { mentionLine, type Mentioned } from './mentions.ts';
import { askElements, stageElements } from './ask.ts';
import { buttons, refreshAction } from './buttons.ts';
import { changeElements } from './change.ts';
import { settledElements } from './settled.ts';
import { bold, link, moment, paragraph, run } from './text.ts';

/** What a person's buttons are for. */
export type May = { approve: boolean; reject: boolean };

/** Whom a card is drawn for. The message itself is everyone's. */
export type Viewer =
  | { kind: 'everyone' }
  | { kind: 'may_vote'; may: May }
  /** Who may still change their mind, as long as the stage is open. */
  | { kind: 'voted'; vote: 'approve' | 'reject'; at: number; may: May }
  | { kind: 'may_not' };

export type Drawing = {
  viewer?: Viewer;
  /** Said to the person at hand, where they pressed: the top of a tall card is out of sight. */
  notice?: string | null;
  /** Whose view is refreshed by their client without asking, by Teams' own names. */
  refreshFor?: readonly string[];
  /** Whom Teams notifies. */
  mentioned?: readonly Mentioned[];
  /** Where people write to the bot. */
  chat?: string | null;
};

/** Teams counts UTF-16, and takes 100 KB with all around the card. */
const MOST_CHARACTERS = 38_000;
/** Teams takes 60 at most, which no type says, and each takes some hundred characters of the card. */
const MOST_REFRESHED = 40;

const everyone: Viewer = { kind: 'everyone' };
const nothing: May = { approve: false, reject: false };

/** The card as Teams draws it, below 80 KB. */
export function renderCard(content: CardContent, drawing: Drawing = {}): AdaptiveCard {
  const card = cardText(content);
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
  { card: { id, control, stage, whole }, state }: CardContent,
  { viewer = everyone, notice = null, refreshFor = [], chat = null, mentioned = [] }: Drawing,
  code: boolean,
): AdaptiveCard {
  const data = { card: id, control, stage };
  const isOpen = card.status === 'pending';
  const may = isOpen ? mayOf(viewer) : nothing;
  const mayPress = may.approve || may.reject;
  const userIds = isOpen ? refreshFor.slice(0, MOST_REFRESHED) : [];
  const { elements: called, entities } = mentionLine(mentioned);
  const elements = [
    ...head(card),
    ...body(card, whereTheRestIs(whole), code),
    ...noticeLine(notice),
    ...(isOpen ? viewerLine(viewer) : []),
    ...(mayPress ? otherWay(state.id, card.toReview, chat) : []),
    ...digestLine(card),
    ...called,
  ];
  const drawn = mentioning(plainCard(card.headline, elements), entities);
  if (mayPress) drawn.withActions(...buttons(card, data, may));
  // Without user ids everybody's client would ask, so that there is none without.
  if (userIds.length > 0) {
    drawn.withRefresh(new RefreshDefinition({ action: refreshAction(data), userIds }));
  }
  return drawn;
}

const badges = {
  pending: { text: 'Waiting for approval', style: 'Warning' },
  approved: { text: 'Approved', style: 'Good' },
  rejected: { text: 'Rejected', style: 'Attention' },
  expired: { text: 'Expired', style: 'Default' },
  withdrawn: { text: 'Withdrawn', style: 'Default' },
} as const;

const emergencyBadge = { text: 'Approved in an emergency', style: 'Attention' } as const;

function head(card: CardText): CardElement[] {
  const { text, style } = card.emergency ? emergencyBadge : badges[card.status];
  // Not every client draws a badge, which is no part of the published schema.
  const fallback = new TextBlock(text, { wrap: true, weight: 'Bolder', color: style });
  const badge = new Badge({ text, style, fallback });
  return [badge, ...paragraph(run(card.headline, { weight: 'Bolder', size: 'Large' }))];
}

/** Reads in this order: who asks and why, what exactly, what is missing, which digest. */
function body(card: CardText, rest: string, code: boolean): CardElement[] {
  if (card.status !== 'pending') return settledElements(card, code);
  return [
    ...askElements(card),
    ...changeElements(card.change, card.isDetails ? TOO_LARGE : rest, code),
    ...(card.isWithheld ? paragraph(bold(WITHHELD)) : []),
    ...stageElements(card.stages),
    ...(card.held === null ? openElements(card) : paragraph(bold(card.held))),
  ];
}

function openElements(card: CardText): CardElement[] {
  return [
    ...(card.eligible === null ? [] : paragraph('Can decide now: ', bold(card.eligible), '.')),
    ...paragraph('Expires ', moment(card.expiresAt), '.'),
  ];
}

function noticeLine(notice: string | null): CardElement[] {
  if (notice === null) return [];
  return paragraph(run(readable(notice), { weight: 'Bolder', color: 'Attention' }));
}

function mayOf(viewer: Viewer): May {
  if (viewer.kind === 'everyone') return { approve: true, reject: true };
  return viewer.kind === 'may_not' ? nothing : viewer.may;
}

function viewerLine(viewer: Viewer): CardElement[] {
  switch (viewer.kind) {
    case 'everyone':
    case 'may_vote':
      return [];
    case 'voted': {
      const what = viewer.vote === 'approve' ? 'You approved this' : 'You rejected this';
      return paragraph(
        run(`${what}, `, { weight: 'Bolder', color: 'Good' }),
        moment(viewer.at),
        '.',
      );
    }
    case 'may_not':
      return paragraph(run('You cannot decide this stage.', { isSubtle: true }));
  }
}

/** Where a client draws no buttons, or its buttons fail. */
function otherWay(request: string, toReview: boolean, chat: string | null): CardElement[] {
  const small: TextRunOptions = { size: 'Small', isSubtle: true };
  const bot = chat === null ? run('the bot', small) : link(chat, 'the bot', { size: 'Small' });
  const words = toReview ? `reject ${request} REASON` : `approve ${request}`;
  return paragraph(run(`No buttons? Write “${words}” to `, small), bot, run('.', small));
}

function digestLine({ digest }: CardText): CardElement[] {
  return paragraph(run(`Change ${digest.full}`, { size: 'Small', isSubtle: true }));
}

function whereTheRestIs(whole: boolean): string {
  return whole
    ? 'The whole change is in this thread.'
    : 'The whole change is being attached to this thread; it can be approved once it is there.';
}
