/** What a grant opened on a system, or is about to. Times are milliseconds since the epoch. */
export type CredentialRecord = {
  id: string;
  request: string;
  grant: string;
  /** The target's name. */
  target: string;
  kind: string;
  /** The idempotency key that it was asked for with. */
  key: string | null;
  status: CredentialStatus;
  /** When the target had opened it, right before it was handed over; null where it was not. */
  openedAt: number | null;
  /** When its time is over. */
  closesAt: number;
  /** Attempts to close it. */
  tries: number;
  /** Why the last one failed. */
  error: string | null;
  why: ClosingWhy | null;
  closedAt: number | null;
};

/** `opening`: the target was asked. `closing`: it is to be closed, and that was not confirmed yet. */
export type CredentialStatus = 'opening' | 'open' | 'closing' | 'closed';

/**
 * `not_opened`: nobody was handed anything. `replaced`: its answer was lost, and its bot asked for it
 * again.
 */
export const closingWhys = ['expired', 'revoked', 'replaced', 'not_opened'] as const;

export type ClosingWhy = (typeof closingWhys)[number];

/** From so many failed attempts on, somebody has to look. */
export const STUCK_TRIES = 5;
