import { mixedWords } from '@countersign/core/text/mixed-script';
import { MOST_LISTED } from '@countersign/core/request/likeness';
import { samePerson } from '@countersign/core/people';
import { excluded, notToAsk } from '@countersign/core/request/state';
import { inUtc, type Timed } from '@countersign/core/text/timed';
import { truncate } from '@countersign/core/text/truncate';
import type { Submission } from '@countersign/core/wire/submission';
import type { CardContent } from '../../ports/chat.ts';
import { cardText, escalationText, type CardText } from '../card.ts';
import type { Told } from './decision.ts';
import type { EmergencyText } from './emergency.ts';
import { changeText, holdsAll, inLine, settled, type ChangeText } from './change.ts';
import { NOTHING_NAMED } from './coverage.ts';
import { diffStat } from './diff.ts';
import { termsOf } from './terms.ts';
import { cutTimed, joinTimed } from './timed.ts';
import { unlocksText } from './unlocks.ts';
import { line, names } from './words.ts';

/** What a message says that shows several requests: like ones, of one identity. */
export type ListText = {
  headline: string;
  asks: string;
  /** Who is behind any of them. */
  behind: string | null;
  /** Why it stands in a channel where it did not at first. */
  escalation: string | null;
  /** Where all give the same one. */
  reason: string | null;
  eligible: string | null;
  /** Of those that still want approvals, when the first expires; null where none does. */
  expiresAt: number | null;
  /** What each gets with its approval; null where that is nothing, or all are decided. */
  unlocks: string | null;
  /** What else an approval of each means, after “Once approved, each”. */
  terms: Timed[];
  /** What all that are open want, where it is the same. */
  wanted: Timed | null;
  lines: ListLine[];
  open: number;
  /** Of these, those that still want approvals. */
  asked: number;
  /** What holds for each of them. */
  note: string;
};

/** One request of a list. Each text is one line, and begins with our words where it is somebody's. */
export type ListLine = {
  card: CardContent['card'];
  what: CardText['change'];
  isOpen: boolean;
  asksApproval: boolean;
  status: CardText['status'];
  resource: string;
  /** The change, in lines. */
  about: string[];
  /** What is missing, or how it ended; empty where it is said of all of them. */
  progress: Timed;
  /** Of what one person approved alone: what others have still to say of it, and said. */
  emergency: Timed[] | null;
  /** The words by which it is reviewed, where that is not done by buttons here. */
  reviewWords: string | null;
  /** Whoever reviews it answers here. */
  asksReview: boolean;
  digest: CardText['digest'];
  /** All of the change stands here, so that it can be approved right here. */
  isWhole: boolean;
  offersEmergency: CardText['offersEmergency'];
};

export function listText(content: CardContent): ListText {
  const all = [content, ...(content.others ?? [])];
  const reasons = new Set(all.map(({ submission }) => submission.reason ?? null));
  const [reason = null] = reasons.size === 1 ? [...reasons] : [];
  const lines = all.map((one) => lineOf(one, reasons.size === 1));
  const open = all.filter(({ state }) => state.status === 'pending');
  // What has its approvals is asked of nobody, and expires no more.
  const asked = open.filter(({ state }) => !state.held);
  const escalated = open.find(({ escalatedTo }) => escalatedTo !== undefined);
  const { action, environment } = content.state;
  const left = asked.length || open.length;
  const some = left === 0 || left === all.length ? '' : `${left} of `;
  const which = `to ${line(action, 40)} in ${line(environment, 40)}`;
  const urgent = lines.filter(({ emergency }) => emergency !== null).length;
  const alone = urgent === 0 ? '' : `, ${urgent} in an EMERGENCY`;
  const howMany = `${some}${all.length} requests ${which}${alone}`;
  const wants = new Map(
    lines.flatMap(({ isOpen, progress }) => (isOpen ? [[inUtc(progress), progress]] : [])),
  );
  const isOne = wants.size === 1 && asked.length === open.length;
  const [wanted = null] = isOne ? wants.values() : [];
  return {
    headline: `${headingOf(open, asked)}: ${howMany}`,
    asks: line(content.state.identity.name, 80),
    behind: names(
      all.flatMap(({ state }) => excluded(state)),
      3,
    ),
    escalation: escalated === undefined ? null : escalationText(escalated),
    reason: reason === null ? null : line(reason, 300),
    eligible: names(stillAsked(content, asked), 6),
    unlocks: open.length === 0 ? null : unlocksText(content.state.plan),
    terms: asked[0] ? termsOf({ ...content, state: asked[0].state }) : [],
    expiresAt: asked.length === 0 ? null : Math.min(...asked.map(({ state }) => state.expiresAt)),
    wanted,
    lines: lines.map((one) => (one.isOpen && wanted !== null ? { ...one, progress: [] } : one)),
    open: open.length,
    asked: asked.length,
    note: `Each is decided by itself, with its own digest.${all.length < MOST_LISTED ? '' : FULL}`,
  };
}

function headingOf(open: readonly CardContent[], asked: readonly CardContent[]): string {
  if (open.length === 0) return 'Decided';
  return asked.length === 0 ? 'Approved, and waiting' : 'Approval needed';
}

/** Those who have not had their say in all that is open. */
function stillAsked({ eligible }: CardContent, open: CardContent[]) {
  const out = open.map(({ state }) => notToAsk(state));
  return eligible.filter((person) =>
    out.some((people) => !people.some((other) => samePerson(other, person))),
  );
}

const FULL = ' This list is full: any more of them are on the next card.';

function lineOf(content: CardContent, isReasonSaid: boolean): ListLine {
  const { card, state, submission } = content;
  const text = cardText(content, settled);
  const isOpen = text.status === 'pending';
  const change = changeText(submission, inLine);
  const isWhole = state.masked.length === 0 && fitsInLine(submission);
  const reason = isReasonSaid ? null : text.reason;
  return {
    card,
    what: change,
    isOpen,
    asksApproval: text.asksApproval,
    status: text.status,
    resource: change.resource,
    about: isOpen
      ? [
          ...(isWhole ? aboutChange(change) : inShort(aboutChange(change), ABOUT)),
          ...(reason === null ? [] : [`Reason: ${truncate(reason, 80)}`]),
        ]
      : text.asksReview
        ? inShort(aboutChange(change), ABOUT / 2)
        : [],
    progress: cutTimed(progressOf(text), text.emergency ? 160 : 120),
    emergency: text.emergency && emergencyLines(text.emergency),
    reviewWords: isReviewedElsewhere(content) ? `review ${state.id} ok` : null,
    asksReview: text.asksReview,
    digest: text.digest,
    isWhole,
    offersEmergency: text.offersEmergency,
  };
}

/** Characters of what is read in full elsewhere. */
const ABOUT = 240;

function inShort(lines: string[], room: number): string[] {
  let left = room;
  const shown = lines.filter((text) => {
    left -= text.length;
    return left >= 0;
  });
  return shown.length < lines.length ? [...shown, 'More by “Show…”.'] : shown;
}

/** What is left to be done about it; all twelve of a list may have that. */
function emergencyLines({ notes, reviews }: EmergencyText): Timed[] {
  const told = reviews.map(saidBy);
  return [
    cutTimed(joinTimed(notes), 140),
    ...(told.length === 0 ? [] : [[truncate(told.join('. '), 110)]]),
  ];
}

function isReviewedElsewhere({ announces, state: { review } }: CardContent): boolean {
  return announces !== true && review !== undefined && review.doneAt === undefined;
}

/** Each begins with what it is, so that no part of a change passes for another one. */
function aboutChange(change: ChangeText): string[] {
  const { summary, repository, commit, command, parameters, artifacts, diff, coverage } = change;
  const named = [
    ['Summary', summary],
    ['Repository', repository],
    ['Commit', commit],
    ['Runs', command],
    ...parameters.map((parameter) => ['With', parameter] as const),
    ...artifacts.map((artifact) => ['Artifact', artifact] as const),
    ['Diff', diff === null ? null : diffStat(diff)],
  ] as const;
  const lines = named.flatMap(([name, text]) => (text === null ? [] : [`${name}: ${text}`]));
  return coverage === null ? lines : [...lines, NOTHING_NAMED];
}

/** Somebody's words are marked as theirs. */
function saidBy({ sentence, words }: Told): string {
  return words ? `${sentence}: “${truncate(words, 90)}”` : sentence;
}

function progressOf({ held, stages, decision, outcome }: CardText): Timed {
  if (held !== null) return held;
  if (decision !== null) {
    return [[saidBy(decision), outcome?.sentence].filter(Boolean).join('. ')];
  }
  const open = stages.find(({ progress }) => progress === 'open');
  return open ? [`${open.name}: ${open.sentence}`] : [];
}

/** Whether a line holds all of a change: no diff, and nothing to beware of. */
export function fitsInLine(submission: Submission): boolean {
  const { resource, change = {} } = submission;
  const isPlain = mixedWords(`${resource} ${change.repository ?? ''}`).length === 0;
  const listed = Object.keys(submission.parameters ?? {}).length + (change.artifacts?.length ?? 0);
  const isShort = change.diff === undefined && listed <= MOST_PARTS;
  return isPlain && isShort && holdsAll(inLine, submission);
}

/** More parameters and artifacts than this are no line any more, however short. */
const MOST_PARTS = 5;

/** `Approve payments-api`: what a button of one line is called by who hears the page, not sees it. */
export function nameOfButton(title: string, { resource }: Pick<ListLine, 'resource'>): string {
  return `${title} ${truncate(resource, 50)}`;
}

/** `Approve all 8…` */
export function allOf(verb: string, open: number): string {
  return `${verb} all ${open}…`;
}
