import type { Digest } from '../digest.ts';
import type { Membership, Person, Standing } from '../people.ts';
import type { RequestState, Via } from './state.ts';

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

/** Facts fetched before judgment; anything that could not be fetched says so. */
export type VoteFacts = {
  standing: Standing;
  /** For each of {@link groupsToAsk}. A group that is not here counts as unknown. */
  memberships: { [group: string]: Membership };
  /** Whether the place where the vote was cast may decide at all. */
  channel: 'ok' | 'not_routed' | 'shared_externally' | 'unknown';
  /**
   * Whether all of the change was within the voter's reach: on the card or in its thread.
   * `unreviewed`: the card can't show all of it, and the vote did not come by the review form.
   */
  changeShown: 'whole' | 'partly' | 'unreviewed';
};

export type Withdraw = { type: 'withdraw'; identity: string };
/** Time has passed. */
export type Tick = { type: 'tick' };

export type Command = Submit | CastVote | Withdraw | Tick;
