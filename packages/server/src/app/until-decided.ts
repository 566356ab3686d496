import type { Caller } from './caller.ts';
import type { Context } from './context.ts';
import { findRequest } from './find-request.ts';
import type { Waiters } from './waiters.ts';

/**
 * Waits until a request of the caller's own is decided, the signal says that it has been long
 * enough, or the server stops.
 */
export async function untilDecided(
  ctx: Context,
  waiters: Waiters,
  { caller, id, signal }: { caller: Caller; id: string; signal: AbortSignal },
): Promise<'decided' | 'over' | 'stopping'> {
  const { promise, resolve, reject } = Promise.withResolvers<'decided' | 'over' | 'stopping'>();
  const look = async () => {
    try {
      const { state } = await findRequest(ctx, caller, id);
      if (state.status !== 'pending') resolve('decided');
    } catch (error) {
      reject(error);
    }
  };
  const onAbort = () => resolve('over');
  // Registered before the first look, so that a decision in between is not missed.
  const unwatch = waiters.watch(id, (news) => {
    if (news === 'stopping') resolve('stopping');
    else if (news === 'look') void look();
    else if (news !== 'pending') resolve('decided');
  });
  signal.addEventListener('abort', onAbort, { once: true });
  void look();
  try {
    return await promise;
  } finally {
    unwatch();
    signal.removeEventListener('abort', onAbort);
  }
}
