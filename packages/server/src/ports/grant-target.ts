import type { Access, CredentialKey } from '@countersign/core/wire/credential-types';

export type TargetKind = Access['kind'];

/** What a credential is opened for. */
export type Opening = {
  /** The credential's own id. All that is opened is named after it, so that it is found again. */
  id: string;
  grant: string;
  request: string;
  /** Milliseconds since the epoch. */
  closesAt: number;
  publicKey?: CredentialKey | undefined;
};

/** A system that a grant may open for a while. Open and close throw {@link TargetFailure}. */
export interface GrantTarget {
  name: string;
  kind: TargetKind;
  /** Whether requests about this resource may have it opened at all. */
  serves(resource: string): boolean;
  /** What is handed over can not be taken back: each grant gets it once. */
  handsOverOnce: boolean;
  /** Null, or a sentence on what is wrong with the requester's key; nothing was opened yet. */
  keyFault(publicKey: CredentialKey | undefined): Promise<string | null>;
  open(opening: Opening): Promise<Access>;
  /**
   * Ends what the credential of this id opened, and returns once the other side confirms it. It may
   * be asked again, and for what was never opened.
   */
  close(id: string): Promise<void>;
  /** What tells hosts of the credentials that ended early, where a target needs telling. */
  revocations?(ids: readonly string[], now: number): Uint8Array;
}

/** What went wrong, for operators: no secrets. */
export class TargetFailure extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'TargetFailure';
  }
}
