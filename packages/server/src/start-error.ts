/** Why the service can't start, in words that tell an operator what to do. Shown without a stack. */
export class StartError extends Error {
  override readonly name = 'StartError';
}
