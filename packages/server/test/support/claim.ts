import type { Ask } from '../../src/ports/delivery.ts';
import type { Store } from '../../src/ports/store.ts';

/** What the relay takes up, where nothing that it began before has ended. */
export async function claim({ deliveries }: Pick<Store, 'deliveries'>, ask: Ask) {
  return (await deliveries.settleAndClaim({}, ask)).claimed;
}

/** When it has to look again. Nothing is due this early, so nothing is taken. */
export async function nextDue({ deliveries }: Pick<Store, 'deliveries'>) {
  const early = { now: -1, leaseMs: 0, limit: 0, owner: 'nobody' };
  return (await deliveries.settleAndClaim({}, early)).nextDue;
}
