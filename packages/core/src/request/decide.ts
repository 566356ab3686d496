import { samePerson } from '../people.ts';
import type { CastVote, Command, Expire, Submit, VoteFacts, Withdraw } from './command.ts';
import type { RequestEvent } from './event.ts';
import { evolve } from './evolve.ts';
import { refuse, type Refused } from './refusal.ts';
import { approvalsOf, isOpen, openStage, type RequestState, type Vote } from './state.ts';

export type Decided = { ok: true; events: RequestEvent[]; state: RequestState };

/** A new request: from nothing to `pending`, or straight to a fault of the caller's. */
export function submit(command: Submit, now: number): Decided {
  const { type: _, expiresInMs, ...asked } = command;
  const lifetime = Math.min(expiresInMs ?? Infinity, asked.plan.expiresInMs);
  const state: RequestState = {
    ...asked,
    status: 'pending',
    stage: 0,
    votes: [],
    createdAt: now,
    expiresAt: now + lifetime,
  };
  return { ok: true, events: [{ type: 'submitted', state, at: now }], state };
}

/**
 * The one place where a request changes. Pure: state, command, facts and the time come in; events
 * and the state after them, or a refusal with a closed code, come out.
 */
export function decide(
  state: RequestState,
  command: CastVote,
  now: number,
  facts: VoteFacts,
): Decided | Refused;
export function decide(
  state: RequestState,
  command: Withdraw | Expire,
  now: number,
): Decided | Refused;
export function decide(
  state: RequestState,
  command: Exclude<Command, Submit>,
  now: number,
  facts?: VoteFacts,
): Decided | Refused {
  if (!isOpen(state)) return refuse.alreadyDecided(state);
  if (now < lastMoment(state)) return refuse.clockWentBack();
  switch (command.type) {
    case 'vote':
      return vote(state, command, facts, now);
    case 'withdraw':
      if (command.identity !== state.identity.id) return refuse.notYourRequest(state);
      return happened(state, [{ type: 'withdrawn', at: now }]);
    case 'expire':
      if (now < state.expiresAt) return refuse.notYetExpired(state);
      return happened(state, [{ type: 'expired', at: now }]);
  }
}

function vote(
  state: RequestState,
  command: CastVote,
  facts: VoteFacts | undefined,
  now: number,
): Decided | Refused {
  const { person, shown } = command;
  if (now >= state.expiresAt) return refuse.expired(state);
  if (!facts) return refuse.lookupFailed();
  if (shown.digest !== state.digest) return refuse.staleDigest();
  if (shown.stage !== state.stage) return refuse.staleStage(state);
  if (facts.channel !== 'ok') return refuse.channel(facts.channel);
  if (facts.standing !== 'ok') return refuse.standing(facts.standing);
  if (state.behind.some((behind) => samePerson(behind, person))) return refuse.ownRequest(state);
  const membership = strongestMembership(state, facts);
  if (membership === 'unknown') return refuse.lookupFailed();
  if (membership === 'not_member') return refuse.notEligible(state);
  const earlier = state.votes.find((v) => v.stage === state.stage && sameHand(v, command));
  if (earlier) return refuse.alreadyVoted(earlier);
  if (command.vote === 'reject' && !command.comment?.trim()) return refuse.reasonRequired();
  if (command.vote === 'approve' && facts.changeShown === 'unreviewed') {
    return refuse.reviewRequired();
  }
  if (command.vote === 'approve' && facts.changeShown !== 'whole') return refuse.changeNotShown();

  const cast: Vote = {
    vote: command.vote,
    person,
    stage: state.stage,
    digest: shown.digest,
    salt: command.salt,
    via: command.via,
    at: now,
    ...(command.comment?.trim() ? { comment: command.comment.trim() } : {}),
  };
  return happened(state, [
    { type: 'voted', vote: cast, at: now },
    ...consequences(state, cast, now),
  ]);
}

/**
 * Who an account is can change between two votes: an address is confirmed, the configuration lists
 * it, its workspace joins an organisation. The account stays, and a user id is unique to a platform.
 */
function sameHand(earlier: Vote, { person, via }: CastVote): boolean {
  const sameAccount = earlier.via.platform === via.platform && earlier.via.user === via.user;
  return sameAccount || samePerson(earlier.person, person);
}

/** What a vote brings about: a rejection ends the request, the last missing approval of a stage passes it. */
function consequences(state: RequestState, cast: Vote, now: number): RequestEvent[] {
  if (cast.vote === 'reject') return [{ type: 'rejected', at: now }];
  const quorum = openStage(state).quorum;
  if (approvalsOf(state, state.stage).length + 1 < quorum) return [];
  const last = state.stage === state.plan.stages.length - 1;
  return [
    { type: 'stage_passed', stage: state.stage, at: now },
    ...(last ? [{ type: 'approved' as const, at: now }] : []),
  ];
}

/** One group is enough; a failed look-up matters only where no other group holds the person. */
function strongestMembership(state: RequestState, facts: VoteFacts) {
  const found = openStage(state).groups.map((group) => facts.memberships[group] ?? 'unknown');
  if (found.includes('member')) return 'member';
  return found.length === 0 || found.includes('unknown') ? 'unknown' : 'not_member';
}

/** The latest time this request has seen; a clock before it is wrong and approves nothing. */
function lastMoment(state: RequestState): number {
  return Math.max(state.createdAt, ...state.votes.map((v) => v.at));
}

function happened(state: RequestState, events: RequestEvent[]): Decided {
  return { ok: true, events, state: events.reduce(evolve, state) };
}
