/** Which keys the replicas sign with, by `kid`; never the keys themselves. */
export interface IssuerKeyStore {
  /** Those that any process has had after `since`. */
  seenSince(since: number): Promise<string[]>;
  /** Forgets what nobody has had for a day. */
  saw(kids: readonly string[], now: number): Promise<void>;
}
