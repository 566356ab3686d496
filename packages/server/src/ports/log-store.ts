import type { Entry } from '@countersign/core/log/entry';

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
