import type { Delegation } from '../delegation/delegation.ts';
import type { Digest } from '../digest.ts';
import type { Membership, Person, Standing } from '../people.ts';
import type { RequestEvent } from './event.ts';
import type { RequestState, Reviewed, Via } from './state.ts';

/** What a request is from its beginning; the rest of its state follows from votes and time. */
export type Submit = { type: 'submit' } & Omit<
  RequestState,
  | 'status'
  | 'stage'
  | 'stageOpenedAt'
  | 'reminded'
  | 'escalated'
  | 'votes'
  | 'held'
  | 'createdAt'
  | 'expiresAt'
  | 'decidedAt'
  | 'urgent'
  | 'review'
> & {
    /** Asked by the bot; the plan's limit still holds. Milliseconds. */
    expiresInMs?: number;
  };

export type CastVote = {
  type: 'vote';
  vote: 'approve' | 'reject';
  person: Person;
  comment?: string;
  /** Random, for the log's commitment to the comment. */
  salt: string;
  via: Via;
  /** What the person had before their eyes. */
  shown: { digest: Digest; stage: number };
};

/**
 * Whether a place may be decided in. `not_allowed`: the service's configuration does not list it.
 * `not_private`: policy wants it to be. `without_bot`: the app is not in it.
 */
export type ChannelFact =
  | 'ok'
  | 'not_routed'
  | 'not_allowed'
  | 'not_private'
  | 'shared_externally'
  | 'without_bot'
  | 'unknown';

/** One for whom the voter may stand in: who they are and what groups hold them, as fresh as the voter. */
export type Behalf = {
  delegation: Delegation;
  standing: Standing;
  memberships: VoteFacts['memberships'];
};

/** Facts fetched before judgment; anything that could not be fetched says so. */
export type VoteFacts = {
  standing: Standing;
  /** For each of {@link groupsToAsk}. A group that is not here counts as unknown. */
  memberships: { [group: string]: Membership };
  /** Left out where the voter stands in for nobody. */
  behalf?: Behalf[];
  /** Whether the place where the vote was cast may decide at all. */
  channel: ChannelFact;
  /**
   * Whether all of the change was within the voter's reach: on the card or in its thread.
   * `unreviewed`: the card can't show all of it, and the vote did not come by the review form.
   */
  changeShown: 'whole' | 'partly' | 'unreviewed';
  /** That the register stops the identity which asked; null or left out where it does not. */
  stopped?: Stopped | null;
};

/**
 * Why the register lets nothing through for an identity. `since`: milliseconds; null where only the
 * configuration says so, which names no time. `unknown`: it is not there any more. `ownerless`: nobody
 * who is known answers for it.
 */
export type Stopped =
  | { why: 'suspended'; since: number | null }
  | { why: 'unknown' }
  | { why: 'ownerless' };

/** One person approves alone, in an emergency. Its facts are those of a vote, for the openers' groups. */
export type BreakGlass = Pick<CastVote, 'person' | 'salt' | 'via' | 'shown'> & {
  type: 'break_glass';
  reason: string;
};

/** Somebody looks at an emergency approval afterwards. */
export type Review = Pick<CastVote, 'person' | 'salt' | 'via' | 'comment'> & {
  type: 'review';
  finding: Reviewed['finding'];
  digest: Digest;
};

export type ReviewFacts = Pick<VoteFacts, 'standing' | 'memberships'>;

export type Withdraw = { type: 'withdraw'; identity: string };
/** Time has passed. */
export type Tick = { type: 'tick' };

export type Command = Submit | CastVote | BreakGlass | Review | Withdraw | Tick;

export type Decided = { ok: true; events: RequestEvent[]; state: RequestState };
