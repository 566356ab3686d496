import type { ClaimedDelivery, Worker } from '../../src/ports/delivery.ts';

/** Takes what commits claim for it, as long as it has room, and does nothing with it. */
export function idleWorker(more: { now: () => number; owner?: string; room?: number }) {
  const { now, owner = 'one', room = 10 } = more;
  const given: ClaimedDelivery[] = [];
  let held = 0;
  const worker: Worker = {
    reserve() {
      if (held >= room) return null;
      held += 1;
      return {
        now: now(),
        leaseMs: 30_000,
        owner,
        give(delivery) {
          if (delivery) given.push(delivery);
          else held -= 1;
        },
      };
    },
  };
  return {
    worker,
    given,
    ids: () => given.map(({ id }) => id),
    held: () => held,
  };
}
