import type { Context } from './context.ts';
import type { Waiters } from './waiters.ts';

/** Waits until a request is decided, the signal says that it has been long enough, or the server stops. */
export async function untilDecided(
  ctx: Context,
  waiters: Waiters,
  id: string,
  signal: AbortSignal,
): Promise<'decided' | 'over' | 'stopping'> {
  const { promise, resolve, reject } = Promise.withResolvers<'decided' | 'over' | 'stopping'>();
  const look = async () => {
    try {
      const found = await ctx.store.requests.get(id);
      if (found?.state.status !== 'pending') resolve('decided');
    } catch (error) {
      reject(error);
    }
  };
  const onAbort = () => resolve('over');
  // Registered before the first look, so that a decision in between is not missed.
  const unwatch = waiters.watch(id, (why) =>
    why === 'stopping' ? resolve('stopping') : void look(),
  );
  signal.addEventListener('abort', onAbort, { once: true });
  void look();
  try {
    return await promise;
  } finally {
    unwatch();
    signal.removeEventListener('abort', onAbort);
  }
}
