import type { Delegation } from '@countersign/core/delegation/delegation';
import type { ConditionFacts } from '@countersign/core/policy/conditions/facts';
import type { Entry } from '@countersign/core/log/entry';
import type { Account } from '@countersign/core/people';
import type { RequestState, Status } from '@countersign/core/request/state';
import type { Json } from '@countersign/core/wire/json';
import type { Submission } from '@countersign/core/wire/submission';
import type { Card } from './card.ts';
import type { CredentialStore } from './credential-store.ts';
import type { Ask, ClaimedDelivery, Delivery, NewDelivery, Worker } from './delivery.ts';
import type { Decision, Effects, Sight } from './effects.ts';
import type { GrantStore } from './grant-store.ts';
import type { ListPlace, ListStore } from './list-store.ts';
import type { IssuerKeyStore } from './issuer-key-store.ts';
import type { LogStore } from './log-store.ts';
import type { RegisterStore } from './register-store.ts';
import type { SessionStore } from './session-store.ts';
import type {
  Allowances,
  Changes,
  IdempotencyKey,
  Relies,
  StoredRequest,
  Submitted,
} from './stored-request.ts';

/**
 * What the use cases need of the store. All times are milliseconds since the epoch.
 */

export interface Store {
  requests: {
    /**
     * One transaction. Nothing is written where the identity has used the key before (`existing`),
     * has an open request of the same `sameness` (`same`), has used up one of its `allowances`
     * (`usedUp`), or has `mostOpen` open requests already (`tooManyOpen`),
     * or where others took its `place` in a list (`moved`).
     */
    submit(
      request: {
        state: RequestState;
        submission: Submission;
        idempotency?: IdempotencyKey;
        mostOpen?: number;
        sameness?: string;
        allowances?: Allowances;
        place?: ListPlace;
      },
      effects: Effects,
    ): Promise<{
      existing: { id: string; fingerprint: string } | null;
      same?: string;
      usedUp?: true;
      tooManyOpen?: true;
      moved?: true;
    }>;
    /** The newest request of an identity with this sameness that is open or approved. */
    latestSame(ask: {
      identity: string;
      digest: string;
      sameness: string;
    }): Promise<StoredRequest | null>;
    /**
     * For two weeks, the key finds this request, too; a key that was used before stays. Returns what
     * it finds now.
     */
    addKey(
      identity: string,
      key: IdempotencyKey,
      request: string,
    ): Promise<{ id: string; fingerprint: string }>;
    /** When the identity's `count`th last request by a rule was made, if that was after `since`. */
    nthLastByRule(ask: {
      identity: string;
      rule: string;
      count: number;
      since: number;
    }): Promise<number | null>;
    /** The latest rejection, after `since`, of this action on this resource for an identity. */
    lastRejected(ask: {
      identity: string;
      action: string;
      resource: string;
      since: number;
    }): Promise<StoredRequest | null>;
    /**
     * What became of requests of an identity for the same action on the same resource in the same
     * environment; approvals are those of people who were asked.
     */
    history(ask: {
      identity: string;
      action: string;
      resource: string;
      environment: string;
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
     * transaction. Null where there is no such request. `change` is told how what it `relies` on
     * stands, which stays so until the commit.
     */
    change<T>(id: string, change: Changes<T>, relies?: Relies): Promise<T | null>;
    /**
     * A change that commits together with the memory of a sight, as {@link Store.firstSight} keeps
     * it, whatever `change` returns and whether there is such a request. Nothing is run or written
     * where it was seen before.
     */
    changeOnce<T>(
      sight: Sight,
      id: string,
      change: Changes<T>,
      relies?: Relies,
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
  /** Reviews of emergency approvals, which come after their decision. */
  reviews: {
    /** Requests whose review is late by now and was not found to be, those that are latest first. */
    due(now: number, limit: number): Promise<string[]>;
    /** When the next review will be late. */
    nextMoment(): Promise<number | null>;
    /** Requests whose review is not complete, in the order in which they are due. */
    open(limit: number): Promise<string[]>;
    countByStatus(): Promise<{ due: number; overdue: number; done: number }>;
  };
  /** Who stands in for whom; each person has one stand-in at most. */
  delegations: {
    /**
     * `taken`, and no entry is written, where the principal has one whose time is not over. With a
     * sight, as {@link Store.firstSight} keeps it: both commit together, and nothing is done where it
     * was `seen` before. So does what the stand-in is told.
     */
    make(
      delegation: Delegation,
      entry: Entry,
      sight?: Sight,
      tell?: (made: Delegation) => NewDelivery,
    ): Promise<'made' | 'taken' | 'seen'>;
    /** Ends those of them that are still there, with an entry for each, and answers which; as above. */
    end(
      delegations: readonly Delegation[],
      entryOf: (ended: Delegation) => Entry,
      sight?: Sight,
      tell?: (ended: Delegation) => NewDelivery,
    ): Promise<Delegation[] | 'seen'>;
    /** Those whose time is not over. */
    current(now: number): Promise<Delegation[]>;
  };
  grants: GrantStore;
  credentials: CredentialStore;
  issuerKeys: IssuerKeyStore;
  lists: ListStore;
  cards: {
    byMessage(
      platform: Account['platform'],
      channel: string,
      message: string,
    ): Promise<Card | null>;
    get(id: string): Promise<Card | null>;
  };
  deliveries: {
    /**
     * Commits what came of earlier attempts, and then takes the due heads of lanes for `leaseMs`, in
     * one transaction. A claim that ran out is taken again, with `ambiguous` set. Several replicas
     * never hold the same delivery, nor two of one lane. Costs a reading where nothing has finished
     * and nothing is due. `nextDue` is when the next delivery can be claimed, as of the end, if any
     * is waiting; 0: at once.
     */
    settleAndClaim(
      finished: Effects,
      ask: Ask,
    ): Promise<{ claimed: ClaimedDelivery[]; nextDue: number | null }>;
    /**
     * From now on, what this process commits is claimed for the worker by that very commit, where it
     * is due and its lane is free, and given to it afterwards. Returns the way to stop.
     */
    serve(worker: Worker): () => void;
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
  decisions: {
    /** The latest first. */
    since(at: number, limit: number): Promise<Decision[]>;
  };
  identities: RegisterStore;
  /**
   * Effects with no request's state to change. Where it settles attempts, and none of them is still to
   * be settled, nothing is written: what came of them is.
   */
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
  /** People who are signed in. */
  sessions: SessionStore;
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
