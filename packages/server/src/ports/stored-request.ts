import type { Use } from '@countersign/core/request/start';
import type { Limit } from '@countersign/core/policy/policy';
import type { RequestState } from '@countersign/core/request/state';
import type { Outcome } from '@countersign/core/wire/request-view';
import type { Submission } from '@countersign/core/wire/submission';
import type { Card } from './card.ts';
import type { Effects } from './effects.ts';
import type { ApiStanding } from './register-store.ts';

/** A request as the store keeps it, without the submission (which may be a megabyte). */
export type StoredRequest = {
  state: RequestState;
  /** Grows by one with every change of the state, runs or outcome; 1 at submission. */
  version: number;
  /** Those that took the approval, in that order. */
  runs: Run[];
  /** What was reported last. */
  outcome: (Outcome & { at: number }) | null;
  cards: Card[];
};

/** A run under the approval, and how it ended as far as that was reported. */
export type Run = Use & { outcome?: Outcome & { at: number } };

export type Change<T> = Omit<Effects, 'settled'> & {
  /** Left out: the state stays. The version grows with a new state, runs or outcome. */
  state?: RequestState;
  /** All of them. */
  runs?: Run[];
  outcome?: Outcome & { at: number };
  result: T;
};

/** What a change relies on beyond the request: delegations, and the identity that asked, by their ids. */
export type Relies = {
  delegations?: readonly string[];
  requester?: string;
  /** The delivery that is done with it, whatever the change comes to. */
  ends?: { id: string; attempt: number };
};

/** How that stands: which of the delegations are there, and the requester, as the API knows of it. */
export type Standing = { delegations: ReadonlySet<string>; requester: ApiStanding };

export type Changes<T> = (current: StoredRequest, standing: Standing) => Change<T>;

/** A request with what was submitted, its secrets masked. */
export type Submitted = { request: StoredRequest; submission: Submission };

/** Rules that a request uses one turn of, and how many turns each has, where that has an end. */
export type Allowances = { rule: string; limit?: Limit }[];

export type IdempotencyKey = {
  key: string;
  /** Digest of the body that came with it. */
  fingerprint: string;
};
