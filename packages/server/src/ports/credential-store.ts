import type { CredentialRecord } from '@countersign/core/credential/credential';
import type { Grant } from '@countersign/core/grant/grant';
import type { Effects } from './effects.ts';
import type { GrantChange } from './grant-store.ts';
import type { StoredRequest } from './stored-request.ts';

/** A credential is written here before it is opened, so that somebody closes it whatever happens. */
export interface CredentialStore {
  /**
   * Locks a request, its grant and what that has opened, runs `change` (pure: it may run again), and
   * writes what it returns, in one transaction. Null where there is no such request.
   */
  change<T>(
    request: string,
    change: (
      current: StoredRequest,
      grant: Grant | null,
      earlier: CredentialRecord[],
    ) => CredentialChange<T>,
  ): Promise<T | null>;
  /**
   * The target has opened it. False, and nothing is written, where it is being closed already: it must not
   * be handed over then.
   */
  opened(id: string, at: number, effects: Logged): Promise<boolean>;
  /** To be closed at once, whatever became of it: nobody is handed it. */
  abandon(id: string, at: number): Promise<void>;
  /**
   * Takes what is to be closed by now for `leaseMs`: its time is over, its grant was revoked, or its
   * opening came to no end. Several replicas never hold the same one. `nextDue` is when more can be
   * taken, as of the end.
   */
  claim(ask: {
    now: number;
    leaseMs: number;
    limit: number;
  }): Promise<{ claimed: CredentialRecord[]; nextDue: number | null }>;
  nextDue(): Promise<number | null>;
  /** The target confirms it. False where the claim has passed to somebody else. */
  closed(claimed: CredentialRecord, at: number, effects: Logged): Promise<boolean>;
  /** To be tried again. False as above. */
  failed(
    claimed: CredentialRecord,
    next: { dueAt: number; error: string },
    effects: Logged,
  ): Promise<boolean>;
  /** Ids of those of a target that were ended early and whose time was not over `since` then. */
  endedEarly(target: string, since: number): Promise<string[]>;
  /** Those that are not closed, those with most failed attempts first. */
  list(ask: { limit: number }): Promise<CredentialRecord[]>;
  /** `stuck`: of those that are closing, the ones that could not be closed for long. */
  countByStatus(): Promise<{ opening: number; open: number; closing: number; stuck: number }>;
}

type Logged = Pick<Effects, 'entries'>;

export type CredentialChange<T> = GrantChange<T> & {
  /** Held for its opener until then, in milliseconds since the epoch. */
  opening?: { credential: CredentialRecord; heldUntil: number };
  /** Ids of those that are to be closed at once. */
  replaces?: string[];
};
