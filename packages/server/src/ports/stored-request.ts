import type { RequestState } from '@countersign/core/request/state';
import type { Outcome } from '@countersign/core/wire/request-view';
import type { Submission } from '@countersign/core/wire/submission';
import type { Card } from './card.ts';
import type { Effects } from './effects.ts';

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

export type IdempotencyKey = {
  key: string;
  /** Digest of the body that came with it. */
  fingerprint: string;
};
