import type { Grant, RevokedWhy } from '@countersign/core/grant/grant';
import type { IdentityDefinition } from '@countersign/core/identity/definition';
import type { Entry } from '@countersign/core/log/entry';
import type { Json } from '@countersign/core/wire/json';
import type { StoredRequest } from './stored-request.ts';

/** What the API has said of an identity. Times are milliseconds since the epoch. */
export type StoredIdentity = {
  id: string;
  /** Null where only the configuration defines it. */
  definition: IdentityDefinition | null;
  status: 'active' | 'suspended';
  statusAt: number;
  createdAt: number;
};

/**
 * What an approval has to know of it: since when the API has suspended it, null where it has not; and
 * what the API has made of it, null where it has not made it.
 */
export type ApiStanding = {
  suspendedAt: number | null;
  definition: Pick<IdentityDefinition, 'owner'> | null;
};

/** Something that became of an identity, as its timeline shows it. */
export type RegisterChange = { id: string; identity: string; at: number; kind: string; body: Json };

/** `proof` is `key:` and a key's id, or `oidc:` and an issuer's name. */
export type IdentityUse = { identity: string; proof: string; at: number };

/** A moment in a timeline, newest first: what comes after it is older. */
export type TimelinePlace = { at: number; id: string };

export type TimelineItem =
  | { type: 'change'; change: RegisterChange }
  | { type: 'request'; request: StoredRequest; entries: Entry[]; grant: Grant | null };

/** All of it commits together; with `revoke`, what the identity holds ends, too. */
export type IdentityChange<T> = {
  result: T;
  /** Written whole: inserted, or replaced. */
  identity?: StoredIdentity;
  changes?: RegisterChange[];
  entries?: Entry[];
  revoke?: { at: number; why: RevokedWhy; entryOf: (grant: Grant) => Entry };
};

/** What the API says of identities, and what became of them. */
export interface RegisterStore {
  /** Grows with every change, in the order in which changes are committed. */
  version(): Promise<number>;
  all(): Promise<StoredIdentity[]>;
  get(id: string): Promise<StoredIdentity | null>;
  /** As of now, whatever anybody remembers. */
  standing(id: string): Promise<ApiStanding>;
  /**
   * One change at a time, over all replicas. `change` is pure: it may run again.
   */
  change<T>(id: string, change: (current: StoredIdentity | null) => IdentityChange<T>): Promise<T>;
  /** Remembers the latest use of each proof. One commit for all. */
  noteUses(uses: IdentityUse[]): Promise<void>;
  /** Of one identity, or of all. */
  uses(identity?: string): Promise<IdentityUse[]>;
  /** Requests, with all that became of them, and changes of the identity itself, newest first. */
  timeline(ask: {
    identity: string;
    before?: TimelinePlace;
    limit: number;
  }): Promise<TimelineItem[]>;
}
