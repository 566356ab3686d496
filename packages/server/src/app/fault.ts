import type { ProblemCode } from '@countersign/core/wire/problem';

/** A use case says no to a caller of the API: a closed code and a sentence. */
export class Fault extends Error {
  readonly code: ProblemCode;
  /** Seconds. */
  readonly retryAfter: number | undefined;
  constructor(code: ProblemCode, message: string, retryAfter?: number) {
    super(message);
    this.name = 'Fault';
    this.code = code;
    this.retryAfter = retryAfter;
  }
}
