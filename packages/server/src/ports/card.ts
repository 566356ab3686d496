import type { Account } from '@countersign/core/people';

/** One message about one request in one channel, from the moment it is to be posted. */
export type Card = {
  id: string;
  request: string;
  platform: Account['platform'];
  channel: string;
  /**
   * The platform's name for the posted message (Slack: its `ts`); null until it is known. Of one in a
   * list, the list's.
   */
  message: string | null;
  /** When we heard that it was posted; absent until then. */
  postedAt?: number;
  /** What the card's buttons carry: an opaque id that grants nothing; renewed at every stage. */
  control: string;
  /** The stage that the control was made for. */
  stage: number;
  /** The request version that the message shows; 0 before the first post. */
  drawn: number;
  /** Whether all of the change is within reach: on the card, or uploaded to its thread. */
  whole: boolean;
  /** Set when the channel can't be used: a sentence for the operator. */
  unavailable: string | null;
  /** The request's fallbacks are told, once, that this card can't be posted. */
  fallback: boolean;
  /** The card in whose message it is shown, with others like it; left out where it has its own. */
  list?: string;
  /** What others must have to be shown in its message; left out where none are. */
  likeness?: string;
  /** It is for one person, in their own chat with the app; left out where it stands in a channel. */
  direct?: DirectCard;
};

/**
 * `recipient`: the platform's name for the person; the empty one stands for all who were to be
 * written to, where none could be. `stage`: the last one for which they were found to be asked.
 */
export type DirectCard = { recipient: string; stage: number };
