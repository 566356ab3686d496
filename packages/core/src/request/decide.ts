import { said } from '../text/said.ts';
import { samePerson } from '../people.ts';
import { rightOf, type Right } from './behalf.ts';
import { breakGlass } from './break-glass.ts';
import type {
  BreakGlass,
  CastVote,
  Command,
  Decided,
  Review,
  ReviewFacts,
  Submit,
  Tick,
  VoteFacts,
  Withdraw,
} from './command.ts';
import { earlierStageOf } from './earlier-stage.ts';
import type { Eligibility } from './eligibility.ts';
import type { RequestEvent } from './event.ts';
import { evolve } from './evolve.ts';
import type { FreezeCheck } from './frozen.ts';
import { heldBy } from './held-by.ts';
import type { Refused } from './refusal.ts';
import { refuse } from './refuse.ts';
import { review } from './review.ts';
import {
  excluded,
  isOpen,
  openStage,
  rejectionsOf,
  sameHand,
  tallyOf,
  votesOf,
  type RequestState,
  type Vote,
} from './state.ts';
import { dueEvents, lastEscalated, passed } from './timers.ts';

export type { Decided };

/** A new request: from nothing to `pending`, or to `approved` where policy asks nobody. */
export function submit(command: Submit, now: number): Decided {
  const { type: _, expiresInMs, ...asked } = command;
  const { plan } = asked;
  if (plan.stages.length === 0 && !plan.allowed) {
    throw new Error(
      `The plan of ${plan.rules.join(', ')} asks nobody and does not allow it either.`,
    );
  }
  const lifetime = Math.min(expiresInMs ?? Infinity, plan.expiresInMs);
  const state: RequestState = {
    ...asked,
    status: 'pending',
    stage: 0,
    stageOpenedAt: now,
    reminded: 0,
    escalated: [],
    votes: [],
    createdAt: now,
    expiresAt: now + lifetime,
  };
  const submitted: RequestEvent = { type: 'submitted', state, at: now };
  if (!plan.allowed) return { ok: true, events: [submitted], state };
  const approved: RequestEvent = { type: 'approved', at: now };
  return { ok: true, events: [submitted, approved], state: evolve(state, approved) };
}

/**
 * The one place where a request changes. Pure: state, command, facts and the time come in; events
 * and the state after them, or a refusal with a closed code, come out.
 */
export function decide(
  state: RequestState,
  command: CastVote | BreakGlass,
  now: number,
  facts: VoteFacts,
  frozen?: FreezeCheck,
): Decided | Refused;
export function decide(
  state: RequestState,
  command: Review,
  now: number,
  facts: ReviewFacts,
): Decided | Refused;
export function decide(
  state: RequestState,
  command: Withdraw | Tick,
  now: number,
  facts?: undefined,
  frozen?: FreezeCheck,
): Decided | Refused;
export function decide(
  state: RequestState,
  command: Exclude<Command, Submit>,
  now: number,
  facts?: VoteFacts | ReviewFacts,
  frozen: FreezeCheck = unread(state),
): Decided | Refused {
  if (!isOpen(state) && !isAfterwards(state, command)) return refuse.alreadyDecided(state);
  if (now < lastMoment(state)) return refuse.clockWentBack();
  switch (command.type) {
    case 'vote':
      return vote(state, command, votable(facts), now, frozen);
    case 'break_glass': {
      const all = votable(facts);
      return all ? breakGlass(state, command, all, { now, frozen }) : refuse.lookupFailed();
    }
    case 'review':
      return facts ? review(state, command, facts, now) : refuse.lookupFailed('review');
    case 'withdraw':
      if (command.identity !== state.identity.id) return refuse.notYourRequest(state);
      return happened(state, [{ type: 'withdrawn', at: now }]);
    case 'tick': {
      const events = dueEvents(state, now, frozen);
      return events.length === 0 ? refuse.nothingDue() : happened(state, events);
    }
  }
}

/** What is done about a request that is decided: an emergency approval is reviewed. */
function isAfterwards(
  { review: open }: RequestState,
  { type }: { type: Command['type'] },
): boolean {
  return type === 'review' || (type === 'tick' && open !== undefined);
}

/** Facts that were not gathered for a vote decide none. */
function votable(facts: VoteFacts | ReviewFacts | undefined): VoteFacts | undefined {
  return facts && 'changeShown' in facts ? facts : undefined;
}

function vote(
  state: RequestState,
  command: CastVote,
  facts: VoteFacts | undefined,
  now: number,
  frozen: FreezeCheck,
): Decided | Refused {
  const { person, shown } = command;
  if (now >= state.expiresAt && !state.held) return refuse.expired(state);
  if (!facts) return refuse.lookupFailed();
  if (shown.digest !== state.digest) return refuse.staleDigest(command.via);
  if (shown.stage !== state.stage) return refuse.staleStage(state, command.via, shown.stage);
  if (facts.channel !== 'ok') return refuse.channel(facts.channel);
  if (facts.standing !== 'ok') return refuse.standing(facts.standing);
  const behind = excluded(state).find((one) => samePerson(one, person));
  if (behind) return refuse.ownRequest(state, behind);
  const before = earlierStageOf(state, command);
  if (before) return refuse.earlierVoter(state, before);
  const right = rightOf(state, command, facts, now);
  if (right.by === 'none') {
    return right.may === 'unknown' ? refuse.lookupFailed() : refuse.notEligible(state);
  }
  const earlier = votesOf(state, state.stage).find((vote) => sameHand(vote, command));
  if (earlier?.vote === command.vote) return refuse.alreadyVoted(state, earlier);
  if (command.vote === 'reject' && said(command.comment) === '') return refuse.reasonRequired();
  if (command.vote === 'approve' && facts.stopped) {
    return refuse.stopped(state, facts.stopped);
  }
  if (command.vote === 'approve' && facts.changeShown === 'unreviewed') {
    return refuse.reviewRequired(state, command.via);
  }
  if (command.vote === 'approve' && facts.changeShown !== 'whole') return refuse.changeNotShown();

  const { eligible } = right;
  const cast = voteOf(state, command, right, now);
  const voted: RequestEvent = { type: 'voted', vote: cast, at: now };
  return happened(state, [
    voted,
    ...consequences(evolve(state, voted), { cast, eligible, frozen }, now),
  ]);
}

function voteOf(
  state: RequestState,
  { vote, person, shown, salt, via, comment }: CastVote,
  right: Exclude<Right, { by: 'none' }>,
  now: number,
): Vote {
  const words = said(comment);
  return {
    vote,
    person,
    groups: right.eligible.groups,
    ...(right.by === 'behalf' ? { onBehalfOf: right.onBehalfOf } : {}),
    stage: state.stage,
    digest: shown.digest,
    salt,
    via,
    at: now,
    ...(words === '' ? {} : { comment: words }),
  };
}

type Cast = {
  cast: Vote;
  eligible: Extract<Eligibility, { groups: string[] }>;
  frozen: FreezeCheck;
};

/** What a vote brings about, in the state that has it. */
function consequences(
  state: RequestState,
  { cast, eligible, frozen }: Cast,
  now: number,
): RequestEvent[] {
  if (cast.vote === 'reject' && isRejected(state, eligible)) return [{ type: 'rejected', at: now }];
  const { met } = tallyOf(state, state.stage);
  if (state.held) return met ? [] : [{ type: 'reopened', at: now }];
  // Only an approval brings one about, whatever has come together without it.
  if (!met || cast.vote === 'reject') return [];
  const last = state.stage === state.plan.stages.length - 1;
  const freeze = last ? heldBy(state, now, frozen) : null;
  return freeze ? [{ type: 'held', ...freeze, at: now }] : passed(state, now);
}

/** By a veto, or by as many as the stage says of those who may approve. */
function isRejected(state: RequestState, { vetoes }: { vetoes: boolean }): boolean {
  const { rejection } = openStage(state);
  return vetoes || rejectionsOf(state, state.stage).length >= rejection.quorum;
}

const LOOK_AGAIN_MS = 60_000;

/** Whoever does not say what the calendar says of the freezes gets nothing through them. */
function unread({ plan: { freezes = [] } }: RequestState): FreezeCheck {
  if (freezes.length === 0) return () => null;
  return (now) => ({ until: now + LOOK_AGAIN_MS, by: freezes.map(({ name }) => name) });
}

/** The latest time this request has seen; a clock before it is wrong and approves nothing. */
function lastMoment(state: RequestState): number {
  const { createdAt, stageOpenedAt, decidedAt = 0, review: after, votes } = state;
  const spoken = [...votes, ...(after?.by ?? [])].map(({ at }) => at);
  return Math.max(createdAt, stageOpenedAt, decidedAt, lastEscalated(state), ...spoken);
}

function happened(state: RequestState, events: RequestEvent[]): Decided {
  return { ok: true, events, state: events.reduce(evolve, state) };
}
