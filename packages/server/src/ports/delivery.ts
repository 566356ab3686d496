import type { Account } from '@countersign/core/people';
import type { Json } from '@countersign/core/wire/json';

/** A side effect to be attempted until done. */
export type Task =
  /** `again`: whoever it would mention has been called, by itself or by one of the same burst. */
  | { kind: 'card.post'; card: string; again?: true }
  /** `behindPosts`: nothing but to wait for the posts of its channel, and then to be asked for anew. */
  /** `deleted`: a message that is said to be gone, to be looked for by updating it. */
  /** `asks`: for its person to be asked again, which changes the buttons and no version. */
  | { kind: 'card.redraw'; card: string; behindPosts?: true; deleted?: string; asks?: true }
  | { kind: 'card.upload'; card: string }
  /** Its posting was given up: see to it that people hear of the request elsewhere. */
  | { kind: 'card.given_up'; card: string; reason: string }
  /** Tell a fallback of an open request whose card can't be posted. */
  | { kind: 'fallback.tell'; fallback: string; card: string }
  /** Tell it how that request ended. */
  | { kind: 'fallback.settle'; fallback: string; request: string }
  /** A copy that a lost answer left behind: take its buttons away. */
  | { kind: 'card.supersede'; card: string; channel: string; message: string }
  /** `ping`: the groups of which it mentions those who can act. `alone`: said below a list as well. */
  | { kind: 'thread.post'; card: string; text: string; ping?: string[]; alone?: true }
  | {
      kind: 'note.post';
      platform: Account['platform'];
      /** Null: in their own chat with the app. */
      channel: string | null;
      user: string;
      thread: string | null;
      text: string;
    }
  /** All of a restricted change, to one person who may decide it. */
  | { kind: 'details.send'; request: string; account: Account; person: string }
  /** See to it that each of these people has a card of their own, on the first platform that takes it. */
  | { kind: 'people.ask'; ask: AskPeople }
  | { kind: 'webhook.send'; webhook: string; type: string; data: Json }
  /** What a platform told us at `at`, for when nobody is at it any more. */
  | { kind: 'input.take_up'; platform: Account['platform']; input: Json; at: number };

/** `stage`: the one that they are asked about; null where they are to review what was done. */
export type AskPeople = {
  request: string;
  stage: number | null;
  groups: string[];
  direct: Account['platform'][];
};

export type NewDelivery = {
  id: string;
  /** Deliveries of one lane run one at a time, in the order they were committed. */
  lane: string;
  /** The lane's next delivery starts no sooner than this after this one started; 0: no pace. */
  paceMs: number;
  task: Task;
  request: string | null;
  runAt: number;
};

export type Delivery = NewDelivery & {
  /** 1 at the first attempt. */
  attempt: number;
  /** An earlier attempt may have reached the other side without our learning of it. */
  ambiguous: boolean;
};

/** What the relay needs besides: when to give up. */
export type ClaimedDelivery = Delivery & {
  /** Attempts since the delivery was made or last revived, this one included. */
  tries: number;
  /** When the delivery was made or last revived. */
  since: number;
};

/** Who claims deliveries: at most `limit` lanes, for `leaseMs`. */
export type Ask = { now: number; leaseMs: number; limit: number; owner: string };

/** Who carries out deliveries in this process, where commits may give it some at once. */
export type Worker = {
  /** Room for one more lane; null: there is none now. */
  reserve(): Slot | null;
};

/** Held until it is given a delivery, or null where there is none after all. */
export type Slot = Omit<Ask, 'limit'> & { give(delivery: ClaimedDelivery | null): void };

/**
 * How an attempt ended. Ignored by the store where the claim has passed to somebody else. A delivery
 * whose attempt is 0, which nobody has begun, may be called off as done.
 */
export type Settled = { id: string; attempt: number } & (
  | { outcome: 'done' }
  | {
      outcome: 'retry';
      runAt: number;
      error: string;
      ambiguous: boolean;
      /** The other side said when to come back: not counted among the tries. */
      putOff?: boolean;
    }
  | { outcome: 'dead'; error: string }
);
