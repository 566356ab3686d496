import type { Entry } from '@countersign/core/log/entry';
import type { ConditionFacts } from '@countersign/core/policy/conditions/facts';
import type { Account } from '@countersign/core/people';
import type { RequestState, Status } from '@countersign/core/request/state';
import type { Json } from '@countersign/core/wire/json';
import type { Outcome } from '@countersign/core/wire/request-view';
import type { Submission } from '@countersign/core/wire/submission';

/**
 * What the use cases need of the store. All times are milliseconds since the epoch.
 */

/** One message about one request in one channel, from the moment it is to be posted. */
export type Card = {
  id: string;
  request: string;
  platform: Account['platform'];
  channel: string;
  /** The platform's name for the posted message (Slack: its `ts`); null until it is known. */
  message: string | null;
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
};

/** A side effect to be attempted until done. */
export type Task =
  | { kind: 'card.post'; card: string }
  | { kind: 'card.redraw'; card: string }
  | { kind: 'card.upload'; card: string }
  /** Its posting was given up: see to it that people hear of the request elsewhere. */
  | { kind: 'card.given_up'; card: string; reason: string }
  /** Tell a fallback of an open request whose card can't be posted. */
  | { kind: 'fallback.tell'; fallback: string; card: string }
  /** Tell it how that request ended. */
  | { kind: 'fallback.settle'; fallback: string; request: string }
  /** A copy that a lost answer left behind: take its buttons away. */
  | { kind: 'card.supersede'; card: string; channel: string; message: string }
  | { kind: 'thread.post'; card: string; text: string }
  | {
      kind: 'note.post';
      platform: Account['platform'];
      channel: string;
      user: string;
      thread: string | null;
      text: string;
    }
  | { kind: 'webhook.send'; webhook: string; type: string; data: Json };

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

/** How an attempt ended. Ignored by the store where the claim has passed to somebody else. */
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

/** What commits together with a state, or on its own. */
export type Effects = {
  entries?: Entry[];
  deliveries?: NewDelivery[];
  /** Written whole: inserted, or replaced by id. */
  cards?: Card[];
  settled?: Settled[];
};

/** A request as the store keeps it, without the submission (which may be a megabyte). */
export type StoredRequest = {
  state: RequestState;
  /** Grows by one with every change of the state, start or outcome; 1 at submission. */
  version: number;
  /** The run that took the approval, under the bot's own name for it. */
  started: { run: string; at: number } | null;
  outcome: (Outcome & { at: number }) | null;
  cards: Card[];
};

export type Change<T> = Effects & {
  /** Left out: the state stays. The version grows with a new state, start or outcome. */
  state?: RequestState;
  started?: { run: string; at: number };
  outcome?: Outcome & { at: number };
  result: T;
};

/** A request with what was submitted, its secrets masked. */
export type Submitted = { request: StoredRequest; submission: Submission };

/** Something that counts once: a click, an event, a token. */
export type Sight = { scope: string; id: string; at: number };

export type IdempotencyKey = {
  key: string;
  /** Digest of the body that came with it. */
  fingerprint: string;
};

export interface Store {
  requests: {
    /**
     * One transaction. Nothing is written where the identity has used the key before (`existing`),
     * or has `mostOpen` open requests already (`tooManyOpen`; calls at the same moment may each
     * still find room).
     */
    submit(
      request: {
        state: RequestState;
        submission: Submission;
        idempotency?: IdempotencyKey;
        mostOpen?: number;
        /** Rules whose allowance the request uses up a part of. */
        allowances?: string[];
      },
      effects: Effects,
    ): Promise<{ existing: { id: string; fingerprint: string } | null; tooManyOpen?: true }>;
    /** How many requests of an identity a rule has allowed since then. */
    countAllowed(ask: { identity: string; rule: string; since: number }): Promise<number>;
    /** What became of requests of an identity for the same action on the same resource. */
    history(ask: {
      identity: string;
      action: string;
      resource: string;
      now: number;
    }): Promise<Required<NonNullable<ConditionFacts['history']>>>;
    /** The earlier use of an idempotency key. */
    findByKey(identity: string, key: string): Promise<{ id: string; fingerprint: string } | null>;
    get(id: string): Promise<StoredRequest | null>;
    /** The request that this card shows. */
    ofCard(card: string): Promise<StoredRequest | null>;
    /** The request with a card whose buttons carry this control now. */
    ofControl(control: string): Promise<StoredRequest | null>;
    submission(id: string): Promise<Submission | null>;
    /** The request and its submission in one reading. */
    withSubmission(id: string): Promise<Submitted | null>;
    /** The same, found by one of its cards. */
    withSubmissionOfCard(card: string): Promise<Submitted | null>;
    /**
     * Locks the request, runs `change` (pure: it may run again), writes what it returns, in one
     * transaction. Null where there is no such request.
     */
    change<T>(id: string, change: (current: StoredRequest) => Change<T>): Promise<T | null>;
    /**
     * A change that commits together with the memory of a sight, as {@link Store.firstSight} keeps
     * it, whatever `change` returns and whether there is such a request. Nothing is run or written
     * where it was seen before.
     */
    changeOnce<T>(
      sight: Sight,
      id: string,
      change: (current: StoredRequest) => Change<T>,
    ): Promise<{ seen: true } | { seen: false; result: T | null }>;
    /** Newest first; `after` is the id of the last one of the page before. */
    list(filter: {
      identity?: string;
      status?: Status;
      after?: string;
      limit: number;
    }): Promise<StoredRequest[]>;
    /** Open requests of all identities, oldest first. */
    oldestOpen(limit: number): Promise<StoredRequest[]>;
    /** Open requests to which time does something by now, those that have waited longest first. */
    due(now: number, limit: number): Promise<string[]>;
    /** When time next does something to an open request. */
    nextMoment(): Promise<number | null>;
    countByStatus(): Promise<{ [status in Status]?: number }>;
  };
  cards: {
    byControl(control: string): Promise<Card | null>;
    byMessage(
      platform: Account['platform'],
      channel: string,
      message: string,
    ): Promise<Card | null>;
    get(id: string): Promise<Card | null>;
  };
  deliveries: {
    /**
     * Takes the due heads of lanes for `leaseMs`. A claim that ran out is taken again, with
     * `ambiguous` set. Several replicas never hold the same delivery, nor two of one lane.
     */
    claim(ask: Ask): Promise<ClaimedDelivery[]>;
    /**
     * Commits what came of earlier attempts and then claims, in one transaction. Costs a reading
     * where nothing has finished and nothing is due. `nextDue` is as of the end.
     */
    settleAndClaim(
      finished: Effects,
      ask: Ask,
    ): Promise<{ claimed: ClaimedDelivery[]; nextDue: number | null }>;
    /** When the next delivery can be claimed, if any is waiting; 0: at once. */
    nextDue(): Promise<number | null>;
    dead(ask: {
      after?: string;
      limit: number;
    }): Promise<(Delivery & { error: string; diedAt: number })[]>;
    /** Puts a dead delivery back at the head of its lane. False where it isn't dead. */
    revive(id: string, now: number): Promise<boolean>;
    counts(): Promise<{ waiting: number; dead: number }>;
    /** When the oldest of those that wait was made or last revived. */
    oldest(): Promise<number | null>;
  };
  /** Effects with no request's state to change. */
  commit(effects: Effects): Promise<void>;
  /**
   * Effects that commit together with the memory of a sight, as {@link Store.firstSight} keeps it.
   * False, and nothing is written, where it was seen before.
   */
  commitOnce(sight: Sight, effects: Omit<Effects, 'settled'>): Promise<boolean>;
  policies: {
    save(policy: { version: string; text: string; at: number }): Promise<void>;
    get(version: string): Promise<{ version: string; text: string; at: number } | null>;
  };
  log: LogStore;
  /** Slack installations and their rotating tokens. */
  installs: {
    get(platform: Account['platform'], team: string): Promise<Install | null>;
    /** One writer at a time, over all replicas: the others wait and then see the result. */
    change(
      platform: Account['platform'],
      team: string,
      fn: (current: Install | null) => Promise<Install | null>,
    ): Promise<Install | null>;
  };
  /**
   * Remembers that a message of a platform was seen. False where it was seen before.
   * Forgotten after a day.
   */
  firstSight(scope: string, id: string, now: number): Promise<boolean>;
  /** True while `owner` leads; renewed by asking again. */
  lead(role: string, owner: string, now: number, leaseMs: number): Promise<boolean>;
  /** Gives back what earlier processes of this store held: only for a store with one process. */
  releaseAll(): Promise<void>;
  /** Forgets what nobody asks for any more: deliveries done long ago, sights over a day old. */
  prune(now: number): Promise<void>;
  /** Told after commits, in this process and in the other replicas. Returns the way to stop. */
  onWake(listen: (wake: Wake) => void): () => void;
  ready(): Promise<{ ok: true } | { ok: false; reason: string }>;
  close(): Promise<void>;
}

export type Wake =
  /** `status` is what was committed with it: who waits for a decision needs to read for no other. */
  | { type: 'request'; id: string; status: Status }
  | { type: 'deliveries' }
  | { type: 'log' }
  /** Wakes of other replicas may have been missed: look at everything again. */
  | { type: 'all' };

export type Install = { team: string; enterprise: string | null; data: Json };

export interface LogStore {
  /** Entries that have no place in the tree yet, as its leaves, in the order of their commit. */
  unsealed(limit: number): Promise<{ ref: string; leaf: Uint8Array }[]>;
  /**
   * Gives entries their index and publishes the checkpoint, in one transaction; refuses (false)
   * where the tree has grown meanwhile.
   */
  seal(batch: {
    from: number;
    places: { ref: string; index: number }[];
    tiles: { path: string; bytes: Uint8Array }[];
    checkpoint: { size: number; root: Uint8Array; note: string; at: number };
  }): Promise<boolean>;
  /** The public key that the log began with: `vkey`, where nobody came before. */
  beginWith(vkey: string): Promise<string>;
  /** How many have no place in the tree yet. */
  countUnsealed(): Promise<number>;
  latest(): Promise<{ size: number; root: Uint8Array; note: string; at: number } | null>;
  tile(path: string): Promise<Uint8Array | null>;
  /** Sealed entries by index, `from` included, `to` not. */
  range(from: number, to: number): Promise<{ index: number; entry: Entry }[]>;
  /** All entries of a request; index null where not sealed yet. */
  ofRequest(request: string): Promise<{ index: number | null; entry: Entry }[]>;
}
