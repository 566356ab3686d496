import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { ClaimedDelivery } from '../../../src/ports/delivery.ts';
import type { Store } from '../../../src/ports/store.ts';
import { claim } from '../../support/claim.ts';
import { engines, freshStores } from '../../support/engines.ts';
import { aDelivery, NOON } from '../fixtures.ts';

const LANES = 5;
const ROUNDS = 30;

describe.each(engines)('several processes that claim what they commit, on %s', (engine) => {
  const { freshUrl, open } = freshStores(engine);

  it('never hold two of one lane, and deliver all once, in the order it was acknowledged', async () => {
    const url = await freshUrl();
    const stores = await Promise.all([open(url), open(url), open(url)] as const);
    const held = new Set<string>();
    const seen = new Map<string, string[]>();
    const progress = { left: LANES * ROUNDS };

    const carryOut = async (store: Store, { id, lane, attempt }: ClaimedDelivery) => {
      expect([id, held.has(lane), attempt]).toEqual([id, false, 1]);
      held.add(lane);
      seen.set(lane, [...(seen.get(lane) ?? []), id]);
      // Others commit and claim meanwhile.
      await store.deliveries.counts();
      held.delete(lane);
      await store.commit({ settled: [{ id, attempt, outcome: 'done' }] });
      progress.left -= 1;
    };
    const carried: Promise<void>[] = [];
    for (const [n, store] of stores.entries()) {
      store.deliveries.serve({
        reserve: () => ({
          now: NOON,
          leaseMs: 1e9,
          owner: `owner ${n}`,
          give: (delivery) => void (delivery && carried.push(carryOut(store, delivery))),
        }),
      });
    }

    /** Each goes to another process than the one before, once that is acknowledged. */
    const writer = async (lane: number) => {
      for (let round = 0; round < ROUNDS; round++) {
        const store = stores[(lane + round) % stores.length] ?? stores[0];
        const id = `${lane}/${String(round).padStart(3, '0')}`;
        await store.commit({ deliveries: [aDelivery(id, { lane: `lane ${lane}` })] });
      }
    };
    const claimer = async (store: Store, n: number) => {
      while (progress.left > 0) {
        await turn();
        const ask = { now: NOON, leaseMs: 1e9, limit: 1 + n, owner: `owner ${n}` };
        for (const delivery of await claim(store, ask)) await carryOut(store, delivery);
      }
    };
    await Promise.all([
      ...Array.from({ length: LANES }, (_, lane) => writer(lane)),
      ...stores.map((store, n) => claimer(store, n)),
    ]);
    await Promise.all(carried);

    expect([...seen.values()].flat()).toHaveLength(LANES * ROUNDS);
    for (const ids of seen.values()) expect(ids).toEqual([...ids].sort());
  });
});
