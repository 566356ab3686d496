import type { Store } from '../ports/store.ts';

type Waiter = (why: 'woken' | 'stopping') => void;

/**
 * Who waits for a request to change. Register first, then look at the request, then wait: a change
 * between look and wait is not missed.
 */
export function createWaiters(store: Pick<Store, 'onWake'>) {
  const waiting = new Map<string, Set<Waiter>>();
  let stopping = false;
  const forget = store.onWake((wake) => {
    if (wake.type === 'request') wakeUp(waiting.get(wake.id));
    if (wake.type === 'all') for (const set of waiting.values()) wakeUp(set);
  });

  /** Calls back at each change, until the returned function is called. */
  function watch(id: string, waiter: Waiter): () => void {
    const set = waiting.get(id) ?? new Set();
    waiting.set(id, set.add(waiter));
    if (stopping) queueMicrotask(() => waiter('stopping'));
    return () => {
      set.delete(waiter);
      if (set.size === 0 && waiting.get(id) === set) waiting.delete(id);
    };
  }

  return {
    watch,
    count: () => [...waiting.values()].reduce((sum, set) => sum + set.size, 0),
    /** Lets everybody go, so that the server can stop. */
    stop() {
      stopping = true;
      forget();
      for (const set of waiting.values()) for (const waiter of set) waiter('stopping');
    },
  };
}

function wakeUp(waiters: Iterable<Waiter> = []): void {
  for (const waiter of waiters) waiter('woken');
}

export type Waiters = ReturnType<typeof createWaiters>;
