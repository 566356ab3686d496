import { shortDigest } from '@countersign/core/digest';
import { samePerson } from '@countersign/core/people';
import type { Timed } from '@countersign/core/text/timed';
import { truncate } from '@countersign/core/text/truncate';
import { mixedWords } from '@countersign/core/text/mixed-script';
import { excluded, notToAsk, openStage, type RequestState } from '@countersign/core/request/state';
import type { Submission } from '@countersign/core/wire/submission';
import type { CardContent } from '../ports/chat.ts';
import {
  changeText,
  holdsAll,
  inModal,
  onCard,
  settled,
  type ChangeText,
  type Room,
} from './card/change.ts';
import { decisionText, outcomeText, type Told } from './card/decision.ts';
import { emergencyText, type EmergencyText } from './card/emergency.ts';
import { heldText, stageTexts, type StageText } from './card/stages.ts';
import { ticketKeys, ticketTexts, type TicketText } from './card/tickets.ts';
import { termsOf } from './card/terms.ts';
import { unlocksText } from './card/unlocks.ts';
import { count, line, listOf, names, oneLine } from './card/words.ts';

/**
 * What a card says, whichever platform draws it. All text is inert (what is invisible is shown) and
 * bounded, but not escaped: that is the platform's part. Times are milliseconds since the epoch.
 */
export type CardText = {
  status: RequestState['status'];
  headline: string;
  /** What would happen, in one line: `deploy payments-api in production`. */
  what: string;
  /** Action, resource and environment as lines, where the headline could not hold them whole. */
  target: string[];
  asks: string;
  /** Who is behind the bot and so may not approve. */
  behind: string | null;
  /** Why it stands in a channel where it did not at first. */
  escalation: string | null;
  reason: string | null;
  tickets: TicketText[];
  /** Look-alike letters and the like. */
  warnings: string[];
  change: ChangeText;
  /** Part of what would be approved can't be seen here: no approval by one click. */
  toReview: boolean;
  /** Restricted: the change, its reason and the tickets' titles are seen on demand. */
  isWithheld: boolean;
  /** All of a restricted request, for one person. */
  isDetails: boolean;
  /** Where the details are that do not stand here. */
  restOfDetails: string;
  /** Details are to be asked for again, once all of it is in their own chat. */
  isOnItsWay: boolean;
  /** Where all of it can be read. */
  readWhere: string;
  /** False where it is shown to somebody who may reject it alone, or in part. */
  approvable: boolean;
  /** It may be approved here, and an approval is wanted: what is held has all of them. */
  asksApproval: boolean;
  digest: { short: string; full: string };
  stages: StageText[];
  /** What the identity gets with an approval; null once that is decided. */
  unlocks: string | null;
  /** What else an approval means, each after “Once approved, it”. */
  terms: Timed[];
  /** Who can decide now, by name. */
  eligible: string | null;
  expiresAt: number;
  /** All approvals are there, and wait for a freeze to be over. */
  held: Timed | null;
  decision: Told | null;
  outcome: Told | null;
  /** Approved by one person alone, and what is left to be done about that. */
  emergency: EmergencyText | null;
  /** One person may approve it alone in an emergency. */
  offersEmergency: boolean;
  /** Whoever reviews such an approval answers here. */
  asksReview: boolean;
};

/** Where the change would stand. */
export const WITHHELD = 'Restricted: what exactly, and why, is shown to those who may decide.';
export const WITHHELD_TO_REVIEW =
  'Restricted: what exactly, and why, is shown to those who may review it.';

/** The button for it. */
export const SHOW_DETAILS = 'Show details…';

const TOO_LARGE =
  'It is too large to be shown to one person, so that it can only be rejected: the bot can ask for less at a time.';

const TOO_LARGE_TO_REVIEW = 'It is too large to be shown to one person.';

const apart = {
  there: 'All of it is in your own chat with Countersign: read it there.',
  'on its way':
    'It is too large to be shown here, so that it is sent to your own chat with Countersign: read it there, then open this again.',
  'by its button': `“${SHOW_DETAILS}” on the card that announces this shows more.`,
};

/** A header holds 150 characters, and one of them may be an icon. */
const HEADLINE = 145;

/** What a card's text is made from; which buttons it carries is none of it. */
export type CardFacts = Omit<CardContent, 'card' | 'version'>;

/** The text of a card; `room` says how much of the change is to be shown. */
export function cardText(content: CardFacts, room = roomFor(content)): CardText {
  const { state, submission } = content;
  const isWithheld = withholds(content);
  const headline = oneLine(`${heading(content)}: ${whatOf(submission)}`);
  const change = shownChange(content, room);
  const approvable = state.status === 'pending' && (content.details?.approvable ?? true);
  return {
    status: state.status,
    headline: truncate(headline, HEADLINE),
    what: line(whatOf(submission), 200),
    target: headline.length > HEADLINE ? targetLines(change) : [],
    asks: line(state.identity.name, 80),
    behind: names(excluded(state), 3),
    escalation: escalationText(content),
    reason: submission.reason && !isWithheld ? line(submission.reason, 600) : null,
    tickets: (isWithheld ? ticketKeys : ticketTexts)(submission.tickets ?? []),
    warnings: [...maskedWarning(state), ...warningsOf(isWithheld ? asked(submission) : submission)],
    change,
    toReview:
      isWithheld ||
      content.details !== undefined ||
      change.hidden.length > 0 ||
      state.masked.length > 0,
    isWithheld,
    isDetails: content.details !== undefined,
    restOfDetails: restOfDetails(content),
    isOnItsWay: content.details?.apart === 'on its way',
    readWhere: readWhere(content.details),
    approvable,
    asksApproval: approvable && !state.held,
    digest: { short: shortDigest(state.digest), full: state.digest },
    stages: stageTexts(state),
    unlocks: state.status === 'pending' ? unlocksText(state.plan) : null,
    terms: termsOf(content),
    eligible: stillToAsk(content),
    expiresAt: state.expiresAt,
    held: state.held ? heldText(state.held) : null,
    decision: decisionText(state),
    outcome: isWithheld ? withoutWords(outcomeText(content.outcome)) : outcomeText(content.outcome),
    emergency: emergencyText(state),
    offersEmergency: state.status === 'pending' && state.plan.breakGlass !== undefined,
    asksReview: asksReview(content),
  };
}

/** Whether the card wants an answer: one for one person alone, only of somebody who is to be asked. */
export function isAsked({ card: { direct }, state }: CardContent): boolean {
  if (state.status !== 'pending') return false;
  return direct === undefined || direct.stage === state.stage;
}

/** Whether all of the change stands on the card itself, so that it can be approved right there. */
export function fitsOnCard(submission: Submission): boolean {
  return holdsAll(onCard, submission);
}

/** Whether all of the change fits what one person is shown of a restricted request. */
export function fitsInForm(submission: Submission): boolean {
  return holdsAll(inModal, submission);
}

/** As much of the change as may be seen here, and as there is room for. */
export function shownChange(content: CardFacts, room: Room): ChangeText {
  const { submission } = content;
  if (!withholds(content)) return changeText(submission, room);
  // What is named stays unsaid.
  return { ...changeText(asked(submission), room), coverage: null };
}

function readWhere(details: CardFacts['details']): string {
  if (details === undefined) return 'The whole change is posted below this card: read it there.';
  if (details.apart === 'there') return `The whole change: ${apart.there}`;
  return 'The whole change is above: read it there.';
}

export function withholds({
  state: { plan },
  details,
}: Pick<CardFacts, 'state' | 'details'>): boolean {
  return plan.showing?.sensitivity === 'restricted' && details === undefined;
}

/** What is asked for, without what exactly it is and why. */
function asked({ action, resource, environment }: Submission): Submission {
  return { action, resource, environment };
}

function withoutWords(told: Told | null): Told | null {
  return told && { ...told, words: null };
}

export function escalationText({ escalatedTo, state }: CardFacts): string | null {
  if (escalatedTo === undefined || state.status !== 'pending') return null;
  const groups = escalatedTo.map((group) => line(group, 40));
  const to = groups.length === 0 ? '' : ` to ${listOf(groups, 3)}`;
  return `Escalated${to}: “${line(openStage(state).name, 60)}” has waited too long.`;
}

function restOfDetails({ details, state: { status } }: CardFacts): string {
  if (details?.apart) return apart[details.apart];
  return status === 'pending' ? TOO_LARGE : TOO_LARGE_TO_REVIEW;
}

function asksReview({ announces, state: { review } }: CardFacts): boolean {
  return announces === true && review?.doneAt === undefined;
}

/** Whoever reviews reads what was approved, as did whoever approved it. */
function roomFor(content: CardFacts): Room {
  const { state, details } = content;
  // A message holds less than a form.
  if (details) return details.apart === 'by its button' ? onCard : inModal;
  return state.status === 'pending' || asksReview(content) ? onCard : settled;
}

/** `deploy payments-api in production` */
export function whatOf(asked: Pick<Submission, 'action' | 'resource' | 'environment'>): string {
  const { action, resource, environment } = asked;
  return `${action} ${resource} in ${environment}`;
}

function targetLines({ action, resource, environment }: ChangeText): string[] {
  return [`Action: ${action}`, `Resource: ${resource}`, `Environment: ${environment}`];
}

function heading({ state, outcome }: CardFacts): string {
  switch (state.status) {
    case 'pending':
      return state.held
        ? state.held.by.length > 0
          ? 'Approved, and waiting for a freeze to end'
          : 'Approved, and waiting for its time'
        : 'Approval needed';
    case 'approved':
      return `${approved(state)}${afterwards(outcome)}`;
    case 'rejected':
      return 'Rejected';
    case 'expired':
      return 'Expired';
    case 'withdrawn':
      return 'Withdrawn';
  }
}

function approved({ urgent }: RequestState): string {
  return urgent ? 'Approved in an EMERGENCY' : 'Approved';
}

function afterwards(outcome: CardFacts['outcome']): string {
  if (outcome === null) return '';
  return outcome.status === 'failed' ? ', but it failed' : ' and done';
}

/** Who could give what is missing: not those who gave it, nor those behind the bot. */
function stillToAsk({ state, eligible }: CardFacts): string | null {
  const out = notToAsk(state);
  const left = eligible.filter((person) => !out.some((other) => samePerson(other, person)));
  // Of whom nobody is known, there may be some.
  if (left.length === 0 && eligible.length > 0) return 'nobody who has not had their say';
  return names(left, 6);
}

/** The digest covers what the bot sent; what was taken out of the display has to be known. */
function maskedWarning({ masked }: RequestState): string[] {
  const total = masked.reduce((sum, { count: n }) => sum + n, 0);
  if (total === 0) return [];
  const rules = listOf([...new Set(masked.map(({ rule }) => rule))], 4);
  return [
    line(
      `${count(total, 'secret')} hidden by Countersign (${rules}); the bot will use what it sent.`,
      200,
    ),
  ];
}

function warningsOf({ resource, change = {} }: Submission): string[] {
  const words = mixedWords([resource, change.repository ?? ''].join(' '));
  return words.slice(0, 3).map(({ word, scripts }) => {
    const spelled = word.replace(
      /[^\p{Script=Latin}\p{N}\p{M}]|\p{Default_Ignorable_Code_Point}/gu,
      escaped,
    );
    return truncate(`Look-alike letters: ${spelled} mixes ${listOf(scripts, 3)}.`, 200);
  });
}

function escaped(char: string): string {
  return `\\u{${(char.codePointAt(0) ?? 0).toString(16).toUpperCase()}}`;
}
