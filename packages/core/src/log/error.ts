export type LogErrorCode =
  | 'bad_size'
  | 'bad_index'
  | 'missing_hash'
  | 'bad_entry'
  | 'entry_too_large'
  | 'bad_tile'
  | 'bad_bundle'
  | 'missing_bundle'
  | 'bad_path'
  | 'bad_key'
  | 'bad_note'
  | 'unknown_key'
  | 'bad_signature'
  | 'bad_checkpoint'
  | 'wrong_origin'
  | 'bad_proof'
  | 'wrong_root'
  | 'bad_evidence'
  | 'broken_story';

/** A fault of the log: the message is a sentence for a person, the code is closed for a program. */
export class LogError extends Error {
  readonly code: LogErrorCode;
  constructor(code: LogErrorCode, sentence: string) {
    super(sentence);
    this.name = 'LogError';
    this.code = code;
  }
}
