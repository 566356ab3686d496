import type { Digest } from '@countersign/core/digest';
import type { Account, AnyAccount, Person } from '@countersign/core/people';
import type { Refusal } from '@countersign/core/request/refusal';
import type { RequestState, Reviewed, Via, Vote } from '@countersign/core/request/state';
import type { CardContent, Details } from './chat.ts';
import type { ListUseCases } from './list-use-cases.ts';

/** What the chat edges ask of the use cases. */

/**
 * A person's word. `target` is what the button carried, or the id that a command named; `stage` is
 * the one that a form was opened for, and `seen` what the store kept of what that form showed; by a
 * session, both are what the person says that they were shown. `words`: of words that approve, the stage
 * that they name; the same words once more are for no later stage.
 */
export type VoteInput = {
  target:
    | { control: string }
    | { request: string; stage?: number; seen?: { card?: string; digest: Digest } }
    | { request: string; words: { stage: string | null } };
  vote: 'approve' | 'reject';
  comment?: string;
  /** It came by the review form, in which the person ticked that they have read the change. */
  reviewed?: true;
  account: AnyAccount;
  kind: Via['kind'];
  /** The session that it came by, where it came by one. */
  session?: string;
  /** Where the click or command was made; null in App Home and by a session. */
  channel: string | null;
  /** The message that carried the button, where there was one. */
  message: string | null;
  /** The platform's name for this act of a person: the same one again is a replay. */
  act?: string;
  /** The edge tells the person of a refusal by itself, although it was a button. */
  answered?: true;
};

/** What a vote says of itself besides the vote. */
export type ActInput = Pick<VoteInput, 'target' | 'kind' | 'channel' | 'message' | 'act'> & {
  account: Account;
};

/** `reviewed` as that of a vote: it came by the form, which shows the change. */
export type BreakGlassInput = ActInput & { reason: string; reviewed?: true };

export type ReviewInput = ActInput & { finding: Reviewed['finding']; comment?: string };

/** `standIn` is null where the platform could not tell who was meant; `until` is as it was written. */
export type DelegateInput = {
  account: Account;
  standIn: Account | null;
  until: string;
  act: string | undefined;
};

export type VoteResult =
  | {
      ok: true;
      state: RequestState;
      person: Person;
      sentence: string;
      /** How long the person took, once they have decided. */
      tookMs?: number;
      /** An approval of what had all of its own and waits for its time: no card shows that it came. */
      unneeded?: true;
      /** Of somebody who is about to read: all that they may do then. */
      rejectOnly?: true;
    }
  | {
      ok: false;
      refusal: Refusal;
      /** What happened, why, who can decide and what to do. */
      sentence: string;
      /** Null where there is no such request. */
      request: string | null;
      /** The card, where it is the place to go on; null where that isn't known. */
      link: string | null;
    };

/** All that a person reads before they approve. */
export type Reading = Omit<CardContent, 'card' | 'version'>;

export type ReadingResult = { ok: true; content: Reading } | Extract<VoteResult, { ok: false }>;

/** A card as it stands now, and what the person who looks at it may do. */
export type ViewedCard = {
  content: CardContent;
  /** What they have said of the open stage, wherever they said it. */
  own: Pick<Vote, 'vote' | 'at'> | null;
  /** Also where it can't be told just now. */
  may: May;
};

/** What is open to somebody, as far as it is known without their reason or tick. */
export type May = {
  approve: boolean;
  reject: boolean;
  /** Approve alone, in an emergency. */
  breakGlass: boolean;
  /** Review such an approval. */
  review: boolean;
};

export type Waiting = { state: RequestState; link: string | null };

/** `isUnsure`: more may wait, as not all could be looked up. */
export type WaitingFor = {
  person: Person;
  waiting: Waiting[];
  reviews: Waiting[];
  isUnsure: boolean;
};

/** What a message says of itself: the request's version, and the control of its buttons. */
export type Shown = { version: number; control: string };

export interface ChatUseCases extends ListUseCases {
  /** Null where the act has been heard of before: it has had its answer. */
  castVote(input: VoteInput): Promise<VoteResult | null>;
  /**
   * The checks of {@link castVote} without deciding, for a form that is about to open. A refusal is
   * logged just the same; it stands where the form would.
   */
  mayVote(input: Omit<VoteInput, 'comment' | 'reviewed' | 'act' | 'answered'>): Promise<VoteResult>;
  /** Approves alone, in an emergency. Null as above. */
  breakGlass(input: BreakGlassInput): Promise<VoteResult | null>;
  /** The checks of {@link breakGlass} without deciding, and the change as its form shows it. */
  openBreakGlass(input: Omit<ActInput, 'act'>): Promise<ReadingResult>;
  /** Looks at an emergency approval afterwards. Null as above. */
  review(input: ReviewInput): Promise<VoteResult | null>;
  /** The checks of {@link review} without reviewing, for a form that is about to open. */
  mayReview(input: Omit<ActInput, 'act'>): Promise<VoteResult>;
  /**
   * Opens the form in which a person reads a request before they approve it, or review how it was
   * approved in an emergency; what is restricted they see here alone, so that the log has to whom it
   * was shown. Who may is asked afresh.
   */
  readChange(input: Omit<ActInput, 'act'>): Promise<ReadingResult>;
  /** Names a stand-in; what to say to the one who asked. Null as above. */
  delegate(input: DelegateInput): Promise<string | null>;
  /** Ends that. Null as above. */
  undelegate(input: Pick<DelegateInput, 'account' | 'act'>): Promise<string | null>;
  /** Who stands in for this person, and for whom they do, in sentences. */
  delegations(account: Account): Promise<string>;
  /**
   * Open requests that this account could decide now, oldest first; and emergency approvals whose
   * review is due, or late, and theirs to give, those that are due first before the others.
   */
  waitingFor(account: Account): Promise<WaitingFor>;
  /**
   * A request that this account may see: one it could decide or review, or one shown in a channel where it
   * asks from. Null otherwise, whether or not it exists.
   */
  show(
    account: Account,
    request: string,
    channel: string | null,
  ): Promise<
    | (Pick<CardContent, 'state' | 'submission' | 'outcome' | 'eligible' | 'waits'> & {
        mayVote: boolean;
        /** Where it is restricted and theirs to review. */
        details?: Details;
      })
    | null
  >;
  /**
   * The card of a message as this account is to see it now. Null where there is none in that channel.
   * `card` and `message` find it, one as good as the other. Of a list, all of it, unless `card` is
   * asked for alone.
   */
  viewCard(
    account: Account,
    at: { card: string | null; channel: string; message: string | null; alone?: true },
  ): Promise<ViewedCard | null>;
  /** The platform says that it has posted a message with this card: adopt it, or supersede the copy. */
  messagePosted(
    card: string,
    at: { channel: string; message: string; shows: Shown },
  ): Promise<void>;
  /** The same of a message that somebody is looking at. */
  adoptMessage(card: string, at: { channel: string; message: string }): Promise<void>;
  /** The platform says that a card's message was deleted; it is looked for, and posted again. */
  cardDeleted(card: string, at: { channel: string; message: string }): Promise<void>;
}
