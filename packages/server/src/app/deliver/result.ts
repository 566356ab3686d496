import { ChatFailure } from '../../ports/chat.ts';
import type { Effects } from '../../ports/effects.ts';

/** How an attempt ended. `settled`: the attempt has recorded that itself, with what it brought. */
export type Delivered =
  | { outcome: 'done'; effects?: Effects }
  | { outcome: 'retry'; error: string; retryAfterMs?: number; ambiguous?: boolean }
  | { outcome: 'dead'; error: string; effects?: Effects }
  | { outcome: 'settled' };

export const done: Delivered = { outcome: 'done' };

/** A channel that a person has to repair is looked at again this often. */
const UNAVAILABLE_RETRY_MS = 30_000;

/** What a chat failure means for a delivery. Anything that is not one is a retry, by the relay. */
export function afterFailure(failure: unknown): Delivered {
  if (!(failure instanceof ChatFailure)) throw failure;
  const error = failure.message;
  switch (failure.kind) {
    case 'retry':
      return {
        outcome: 'retry',
        error,
        ambiguous: failure.ambiguous,
        ...(failure.retryAfterMs === undefined ? {} : { retryAfterMs: failure.retryAfterMs }),
      };
    case 'unavailable':
      return { outcome: 'retry', error, retryAfterMs: UNAVAILABLE_RETRY_MS };
    case 'gone':
    case 'rejected':
      return { outcome: 'dead', error };
  }
}
