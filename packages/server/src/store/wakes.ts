import type { RequestState } from '@countersign/core/request/state';
import type { Effects } from '../ports/effects.ts';
import type { Wake } from '../ports/store.ts';

export type Wakes = {
  emit(wakes: Wake[]): void;
  listen(listener: (wake: Wake) => void): () => void;
};

/** Tells the listeners of this process. One that throws does not keep the others from hearing. */
export function createWakes(onFault: (error: unknown) => void): Wakes {
  const listeners = new Set<(wake: Wake) => void>();
  return {
    emit(wakes) {
      for (const wake of wakes) {
        for (const listener of listeners) tell(listener, wake, onFault);
      }
    },
    listen(listener) {
      const own = (wake: Wake) => listener(wake);
      listeners.add(own);
      return () => void listeners.delete(own);
    },
  };
}

function tell(listener: (wake: Wake) => void, wake: Wake, onFault: (error: unknown) => void): void {
  try {
    listener(wake);
  } catch (error) {
    // What was committed stays committed, so the fault is the listener's alone.
    onFault(error);
  }
}

/** `claimed`: so many of the deliveries are in somebody's hands already. */
export function wakesOf({ deliveries = [], entries = [] }: Effects, claimed = 0): Wake[] {
  const wakes: Wake[] = [];
  if (deliveries.length > claimed) wakes.push({ type: 'deliveries' });
  if (entries.length > 0) wakes.push({ type: 'log' });
  return wakes;
}

export function requestWake({ id, status }: RequestState): Wake {
  return { type: 'request', id, status };
}
