/** What processes have said of a key that signs grants. Times are milliseconds since the epoch. */
export type KnownKey = {
  kid: string;
  /** When a process last had it. */
  seenAt: number;
  /** When a process last published keys without it; 0 where none ever did. */
  lackedAt: number;
  /** Since when it signs; null where nobody has signed with it. */
  signsSince: number | null;
  /** When a process last signed with it. */
  signedAt: number | null;
};

/** Which keys the replicas have and sign with, by `kid`; never the keys themselves. */
export interface IssuerKeyStore {
  /**
   * One at a time, over all processes: `agree` sees what those before it have written, and what it
   * returns as `keys` is written in the same transaction. It is pure: it may run again.
   */
  change<T>(agree: (known: KnownKey[]) => { result: T; keys: KnownKey[] }): Promise<T>;
}
