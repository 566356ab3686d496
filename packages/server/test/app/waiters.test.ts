import { expect, it } from 'vitest';
import { createWaiters } from '../../src/app/waiters.ts';
import type { Wake } from '../../src/ports/store.ts';

function wakeable() {
  const listeners: ((wake: Wake) => void)[] = [];
  const waiters = createWaiters({
    onWake(listen) {
      listeners.push(listen);
      return () => undefined;
    },
  });
  const woken: string[] = [];
  for (const id of ['r1', 'r2']) waiters.watch(id, () => woken.push(id));
  return { wake: (wake: Wake) => listeners.forEach((listener) => listener(wake)), woken };
}

it('wakes those who wait for the request that changed', () => {
  const { wake, woken } = wakeable();
  wake({ type: 'request', id: 'r2', status: 'pending' });
  wake({ type: 'deliveries' });
  expect(woken).toEqual(['r2']);
});

it('wakes everybody where wakes of other replicas may have been missed', () => {
  const { wake, woken } = wakeable();
  wake({ type: 'all' });
  expect(woken).toEqual(['r1', 'r2']);
});
