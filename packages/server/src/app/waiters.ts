import type { Status } from '@countersign/core/request/state';
import type { Store } from '../ports/store.ts';

/** What a waiter hears: the status that a change left, where that is known without a look. */
type News = Status | 'look' | 'stopping';
type Waiter = (news: News) => void;

/**
 * Who waits for a request to change. Register first, then look at the request, then wait: a change
 * between look and wait is not missed.
 */
export function createWaiters(store: Pick<Store, 'onWake'>) {
  const waiting = new Map<string, Set<Waiter>>();
  let stopping = false;
  const forget = store.onWake((wake) => {
    if (wake.type === 'request') tell(waiting.get(wake.id), wake.status);
    if (wake.type === 'all') for (const set of waiting.values()) tell(set, 'look');
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
      for (const set of waiting.values()) tell(set, 'stopping');
    },
  };
}

function tell(waiters: Iterable<Waiter> = [], news: News): void {
  for (const waiter of waiters) waiter(news);
}

export type Waiters = ReturnType<typeof createWaiters>;
