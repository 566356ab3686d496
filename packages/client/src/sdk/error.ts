import type { Problem, ProblemCode } from '@countersign/core/wire/types';

/** What goes wrong on this side of the API. */
export type ClientCode =
  /** There is no connection, or the answer did not come in time. */
  | 'unreachable'
  /** Something answered, but not as Countersign does. */
  | 'bad_answer'
  | 'bad_url'
  | 'no_credential'
  /** The server's change digest is not the digest of what was submitted. */
  | 'digest_mismatch'
  | 'not_approved'
  /** Approved, and its outcome was reported before: an approval is for one run. */
  | 'already_ran'
  /** Approved, and another run took it: it may be under way. */
  | 'already_started'
  | 'wait_timed_out';

type Details = { status?: number; retryAfterMs?: number; problem?: Problem; cause?: unknown };

/**
 * Every failure of the SDK: `message` is a sentence for a person, `code` is closed for programs.
 * `problem` is the server's RFC 9457 answer, when there was one.
 */
export class CountersignError extends Error {
  readonly code: ProblemCode | ClientCode;
  readonly status: number | undefined;
  /** The server's own wish, from `Retry-After`. */
  readonly retryAfterMs: number | undefined;
  readonly problem: Problem | undefined;

  constructor(code: ProblemCode | ClientCode, sentence: string, details: Details = {}) {
    super(sentence, { cause: details.cause });
    this.name = 'CountersignError';
    this.code = code;
    this.status = details.status;
    this.retryAfterMs = details.retryAfterMs;
    this.problem = details.problem;
  }
}

const transient = new Set(['unreachable', 'unavailable', 'rate_limited']);

/** Whether the same call may succeed a little later. */
export function isTransient(error: unknown): error is CountersignError {
  if (!(error instanceof CountersignError)) return false;
  const { code, status = 0 } = error;
  return transient.has(code) || status === 429 || (status >= 500 && status !== 501);
}
