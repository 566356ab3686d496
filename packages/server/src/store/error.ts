export type StoreErrorCode = 'bad_url' | 'newer_schema' | 'migration_failed' | 'conflict';

/** A fault of the store: the message is a sentence for the operator, the code is closed. */
export class StoreError extends Error {
  readonly code: StoreErrorCode;
  constructor(code: StoreErrorCode, sentence: string, cause?: unknown) {
    super(sentence, cause === undefined ? undefined : { cause });
    this.name = 'StoreError';
    this.code = code;
  }
}
