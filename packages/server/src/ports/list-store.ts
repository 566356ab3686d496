import type { Digest } from '@countersign/core/digest';
import type { Account } from '@countersign/core/people';
import type { Entry } from '@countersign/core/log/entry';
import type { StoredRequest, Submitted } from './stored-request.ts';

/** Like requests that share a message. */
export interface ListStore {
  /**
   * The newest card of this likeness with a message of its own, its request, how many others are in
   * its message, and whether any of all these is open.
   */
  newest(likeness: string): Promise<NewestAlike | null>;
  /** What the message of this card shows beside the card's own request, in the order they came. */
  others(card: string): Promise<Submitted[]>;
  form(id: string): Promise<Form | null>;
  /** Forgotten after a day. */
  keepForm(form: Form, effects: { entries: Entry[] }): Promise<void>;
}

export type NewestAlike = {
  card: string;
  request: StoredRequest;
  others: number;
  isOpen: boolean;
};

/** What the store holds a new request to: the newest card of its likeness is this one, with room. */
export type ListPlace = {
  likeness: string;
  newest: string | null;
  /** So many others at most before this one; left out where it has a message of its own. */
  below?: number;
};

/** What a person was shown when a form about several requests was opened; the client has its id alone. */
export type Form = {
  id: string;
  at: number;
  account: Account;
  vote: 'approve' | 'reject';
  /** The card whose message it was opened from. */
  card: string;
  shown: { request: string; card: string; digest: Digest; stage: number }[];
};
