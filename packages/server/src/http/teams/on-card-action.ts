import type { RequestState, Via } from '@countersign/core/request/state';
import { cardPlace, type CardActionInput } from '../../chat/teams/input.ts';
import { textCard } from '../../chat/teams/render/activity.ts';
import type { Viewer } from '../../chat/teams/render/card.ts';
import type { Details } from '../../ports/chat.ts';
import type { ViewedCard, VoteResult } from '../../ports/chat-use-cases.ts';
import { saying, showing, type InvokeAnswer } from './answer.ts';
import { actOf, cast, voteOf, whatIsMissing } from './cast.ts';
import type { TeamsDeps } from './deps.ts';
import {
  FAILED,
  NO_CARD,
  NO_DETAILS,
  NO_EMERGENCY_FORM,
  NOT_CONFIRMED,
  NOT_DRAWN,
  NOT_READ,
} from './words.ts';

/** An answer, and what to tell the person where it comes too late to be shown. */
export type Executed = { answer: InvokeAnswer; late: string | null };

/**
 * A click. Answered with the card as it stands now, drawn for this person: who repeats a click gets
 * the same card again. What could not be done is said on it, to this person alone.
 */
export async function onExecute(deps: TeamsDeps, input: CardActionInput): Promise<Executed> {
  if (input.verb === 'refresh') return { answer: await refreshed(deps, input), late: null };
  if (input.verb === 'details') return details(deps, input);
  // They open dialogs: whoever asks otherwise has an old card before them.
  if (input.verb.startsWith('list_'))
    return { answer: await current(deps, input, null), late: null };
  if (input.verb === 'emergency') return emergencyForm(deps, input);
  const missing = whatIsMissing(input);
  if (missing !== null) return { answer: await current(deps, input, missing), late: missing };
  const result = await cast(deps, input);
  if (result === 'failed') return { answer: saying(NOT_CONFIRMED), late: NOT_CONFIRMED };
  if (result === 'replayed') return { answer: await current(deps, input, null), late: null };
  const answer = await current(deps, input, noticeOf(input, result), result);
  return { answer, late: result.sentence };
}

/** The same from a client that can't be answered: the person is told in their chat with the bot. */
export async function onSubmit(deps: TeamsDeps, input: CardActionInput): Promise<void> {
  if (input.verb === 'refresh') return;
  if (input.verb === 'details' || input.verb.startsWith('list_')) {
    return deps.tell(input, textCard(NO_DETAILS));
  }
  if (input.verb === 'emergency') return deps.tell(input, textCard(NO_EMERGENCY_FORM));
  const missing = whatIsMissing(input);
  const result = missing === null ? await cast(deps, input) : null;
  if (result === 'replayed') return;
  // A refused vote is told by the use case, which commits it with its log entry.
  const isVote = input.verb === 'approve' || input.verb === 'reject';
  if (isVote && result !== null && result !== 'failed' && !result.ok && result.request !== null) {
    return;
  }
  await deps.tell(input, textCard(missing ?? sentenceOf(result)));
}

export function sentenceOf(result: VoteResult | 'failed' | null): string {
  return result === null || result === 'failed' ? NOT_CONFIRMED : result.sentence;
}

/** Drawn for this person alone: everybody else's card stays as it is. */
async function details(deps: TeamsDeps, input: CardActionInput): Promise<Executed> {
  const opened = await deps.useCases.readChange(voteOf(input)).catch((error: unknown) => {
    deps.report.error({ err: error }, 'Details could not be shown.');
    return null;
  });
  if (opened === null) return { answer: saying(FAILED), late: FAILED };
  if (!opened.ok) {
    return { answer: await current(deps, input, opened.sentence), late: opened.sentence };
  }
  return {
    answer: await current(deps, input, null, undefined, opened.content.details),
    late: FAILED,
  };
}

/** The form for approving alone, for one of those who may. */
async function emergencyForm(deps: TeamsDeps, input: CardActionInput): Promise<Executed> {
  const opened = await deps.useCases.openBreakGlass(actOf(input)).catch((error: unknown) => {
    deps.report.error({ err: error }, 'The form for an emergency could not be shown.');
    return null;
  });
  if (opened === null) return { answer: saying(FAILED), late: FAILED };
  const notice = opened.ok ? null : opened.sentence;
  if (!opened.ok) return { answer: await current(deps, input, notice), late: notice };
  const { details: shown } = opened.content;
  return {
    answer: await current(deps, input, null, undefined, shown, 'emergency'),
    late: FAILED,
  };
}

/** Null where there is nothing to say beyond the card. */
function noticeOf(input: CardActionInput, result: VoteResult): string | null {
  if (result.ok) return result.unneeded ? result.sentence : null;
  return result.refusal.code === 'review_required' && input.verb === 'approve'
    ? NOT_READ
    : result.sentence;
}

async function refreshed(deps: TeamsDeps, input: CardActionInput): Promise<InvokeAnswer> {
  const { message } = input.place;
  const channel = cardPlace(input.place);
  if (channel !== null && message !== null) {
    // It may be the first we hear of a message whose posting got no answer.
    await deps.useCases.adoptMessage(input.card, { channel, message });
  }
  return current(deps, input, null);
}

/** The card as it is now, for this person, who was told `result` a moment ago. */
async function current(
  deps: TeamsDeps,
  input: CardActionInput,
  notice: string | null,
  result?: VoteResult,
  shown?: Details,
  form?: 'emergency',
): Promise<InvokeAnswer> {
  const { card, person, place } = input;
  const sentence = notice ?? (result?.ok ? result.sentence : NOT_DRAWN);
  const channel = cardPlace(place);
  if (channel === null) return saying(notice ?? NO_CARD);
  // A form is about one request, also where that is one of a list.
  const alone = form ? ({ alone: true } as const) : {};
  const at = { card, channel, message: place.message, ...alone };
  const viewed = await deps.useCases.viewCard(person.account, at).catch((error: unknown) => {
    deps.report.warn({ err: error }, 'A card could not be drawn for one person.');
    return undefined;
  });
  if (viewed === undefined) return saying(sentence);
  if (viewed === null) return saying(notice ?? NO_CARD);
  const all = [viewed.content, ...(viewed.content.others ?? [])];
  const own = all.find((one) => one.card.id === card) ?? viewed.content;
  const repeated = isRepeated(input, own.state, result);
  const viewer = shown ? mayAsShown(viewed) : viewerOf(viewed, result);
  const content = shown ? { ...viewed.content, details: shown } : viewed.content;
  const drawing = { viewer, notice: repeated ? null : notice, ...(form ? { form } : {}) };
  return showing(deps.draw(content, drawing));
}

const both = { approve: true, reject: true };

function mayAsShown({ may: { review } }: ViewedCard): Viewer {
  return { kind: 'may_vote', may: { ...both, breakGlass: false, review } };
}

/** The very vote that stands already: a click that was delivered twice, or a second one. */
function isRepeated(input: CardActionInput, state: RequestState, result?: VoteResult): boolean {
  if (result === undefined || result.ok) return false;
  const isTheirs = ({ via }: { via: Via }) =>
    via.platform === 'teams' && via.user === input.person.account.user;
  const { verb, stage } = input;
  if (verb === 'break_glass') return state.urgent !== undefined && isTheirs(state.urgent);
  if (verb === 'all_is_well' || verb === 'concern') {
    const finding = verb === 'concern' ? 'concern' : 'ok';
    return state.review?.by.some((one) => isTheirs(one) && one.finding === finding) ?? false;
  }
  return state.votes.some((vote) => isTheirs(vote) && vote.stage === stage && vote.vote === verb);
}

/** Refusals that leave the person free to try again. */
const passing = new Set([
  'lookup_failed',
  'reason_required',
  'change_not_shown',
  'review_required',
]);

function viewerOf({ own, may }: ViewedCard, result?: VoteResult): Viewer {
  if (own) return { kind: 'voted', vote: own.vote, at: own.at, may };
  const mayRetry = result !== undefined && !result.ok && passing.has(result.refusal.code);
  if (mayRetry) return { kind: 'may_vote', may: { ...may, ...both } };
  return may.approve || may.reject ? { kind: 'may_vote', may } : { kind: 'may_not', may };
}
