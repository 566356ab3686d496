/** What a program may go by; the others are for people alone. */
export type StartErrorCode = 'issuer_keys_differ';

/** Why the service can't start, in words that tell an operator what to do. Shown without a stack. */
export class StartError extends Error {
  override readonly name = 'StartError';
  readonly code: StartErrorCode | undefined;
  constructor(
    sentence: string,
    { code, ...options }: ErrorOptions & { code?: StartErrorCode } = {},
  ) {
    super(sentence, options);
    this.code = code;
  }
}
