import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Starts `act` for each item at a fixed rate, whether or not the ones before have ended, and says
 * for each in milliseconds how long it took from when it was due: a service that stalls is not
 * asked less in the meantime (no coordinated omission).
 */
export async function openLoop<T>(
  items: T[],
  perSecond: number,
  act: (item: T) => Promise<unknown>,
): Promise<number[]> {
  const start = performance.now();
  const underWay: Promise<number>[] = [];
  for (const [at, item] of items.entries()) {
    const due = start + (at / perSecond) * 1_000;
    const early = due - performance.now();
    if (early > 0) await sleep(early);
    underWay.push(act(item).then(() => performance.now() - due));
  }
  return Promise.all(underWay);
}
