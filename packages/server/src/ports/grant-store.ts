import type { Entry } from '@countersign/core/log/entry';
import type { Grant, RevokedWhy } from '@countersign/core/grant/grant';
import type { Change, StoredRequest } from './stored-request.ts';

/** Credentials for approved changes: at most one for an approval. */
export interface GrantStore {
  get(id: string): Promise<Grant | null>;
  ofRequest(request: string): Promise<Grant | null>;
  /**
   * Locks the request and its grant, runs `change` (pure: it may run again), writes what it returns,
   * in one transaction: so of several that ask at once, one is issued. Null where there is no such
   * request.
   */
  change<T>(
    request: string,
    change: (current: StoredRequest, grant: Grant | null) => GrantChange<T>,
  ): Promise<T | null>;
  /**
   * The same, in order with all that stops this identity: `isSuspended` tells of each suspension that
   * was committed before, and one that comes later ends what is written here.
   */
  issue<T>(
    request: string,
    identity: string,
    change: (current: StoredRequest, grant: Grant | null, isSuspended: boolean) => GrantChange<T>,
  ): Promise<T | null>;
  /** Revokes what an identity holds, in one transaction with what that is worth noting. */
  revokeAllOf(
    identity: string,
    revoked: { at: number; why: RevokedWhy },
    entriesOf: (grants: Grant[]) => Entry[],
  ): Promise<Grant[]>;
  /** The identities that hold one which is still good. */
  holders(now: number): Promise<string[]>;
  countLive(now: number): Promise<number>;
}

/** `grant` is written whole: inserted, or replaced by id. */
export type GrantChange<T> = Change<T> & { grant?: Grant };
