/** A call to Microsoft that brought nothing. */
export class TeamsCallError extends Error {
  /** Undefined where there was no answer. */
  readonly status: number | undefined;
  /** Microsoft's own code, where it gave one. */
  readonly code: string | undefined;
  readonly retryAfterMs: number | undefined;
  /** It was about our own token: no call will do until somebody repairs the app's credential. */
  readonly token: boolean;

  constructor(
    whom: 'Entra' | 'Graph' | 'Teams',
    { status, code, retryAfterMs, token = false }: Partial<CallFacts>,
    cause?: unknown,
  ) {
    const why = cause instanceof Error ? cause.message : '';
    const what = status === undefined ? `did not answer: ${why}` : `answered ${status}`;
    super(`${whom} ${what}${code === undefined ? '' : ` (${code})`}.`, { cause });
    this.name = 'TeamsCallError';
    this.status = status;
    this.code = code;
    this.retryAfterMs = retryAfterMs;
    this.token = token;
  }

  /** For what the network threw. */
  static unanswered(whom: 'Entra' | 'Graph' | 'Teams', error: unknown): TeamsCallError {
    return error instanceof TeamsCallError
      ? error
      : new TeamsCallError(whom, { token: whom === 'Entra' }, error);
  }
}

type CallFacts = {
  status: number | undefined;
  code: string | undefined;
  retryAfterMs: number | undefined;
  token: boolean;
};
