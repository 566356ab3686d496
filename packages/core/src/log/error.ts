export type LogErrorCode =
  | 'bad-size'
  | 'bad-index'
  | 'missing-hash'
  | 'bad-entry'
  | 'entry-too-large'
  | 'bad-tile'
  | 'bad-bundle'
  | 'bad-path'
  | 'bad-key'
  | 'bad-note'
  | 'unknown-key'
  | 'bad-signature'
  | 'bad-checkpoint'
  | 'bad-proof'
  | 'wrong-root'
  | 'wrong-origin'
  | 'bad-evidence'
  | 'broken-story';

/** A fault of the log: the message is a sentence for a person, the code is closed for a program. */
export class LogError extends Error {
  readonly code: LogErrorCode;
  constructor(code: LogErrorCode, sentence: string) {
    super(sentence);
    this.name = 'LogError';
    this.code = code;
  }
}
