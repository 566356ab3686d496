import { describe, expect, it } from 'vitest';
import type { Store } from '../../../src/ports/store.ts';
import { engines, freshStores } from '../../support/engines.ts';
import { aDelivery, NOON } from '../fixtures.ts';
import { claim } from '../../support/claim.ts';

const LANES = 7;
const DELIVERIES = 140;

describe.each(engines)('several claimers on %s', (engine) => {
  const { freshUrl, open } = freshStores(engine);

  it('never hold two of one lane, and deliver everything once, in order', async () => {
    const url = await freshUrl();
    const stores = await Promise.all([open(url), open(url), open(url)] as const);
    const held = new Set<string>();
    const seen = new Map<string, string[]>();

    async function work(store: Store, owner: string, limit: number): Promise<void> {
      const claimed = await claim(store, { now: NOON, leaseMs: 1e9, limit, owner });
      for (const { id, lane, attempt } of claimed) {
        expect(attempt).toBe(1);
        expect(held.has(lane)).toBe(false);
        held.add(lane);
        seen.set(lane, [...(seen.get(lane) ?? []), id]);
      }
      for (const { lane } of claimed) held.delete(lane);
      await store.commit({
        settled: claimed.map(({ id, attempt }) => ({ id, attempt, outcome: 'done' })),
      });
    }

    // New ones come while the claimers are at it.
    const progress = { writing: true };
    const writer = async (store: Store) => {
      for (let at = 0; at < DELIVERIES / LANES; at++) {
        const id = (lane: number) => `${lane}/${String(at).padStart(3, '0')}`;
        const deliveries = Array.from({ length: LANES }, (_, lane) =>
          aDelivery(id(lane), { lane: `lane ${lane}` }),
        );
        await store.commit({ deliveries });
      }
      progress.writing = false;
    };
    const claimer = async (store: Store, n: number) => {
      for (
        let left = 1;
        left > 0 || progress.writing;
        left = (await store.deliveries.counts()).waiting
      ) {
        await work(store, `owner ${n}`, 1 + (n % 3));
      }
    };
    const [first] = stores;
    await Promise.all([
      writer(first),
      ...[...stores, ...stores].map((store, n) => claimer(store, n)),
    ]);

    expect([...seen.values()].flat()).toHaveLength(DELIVERIES);
    for (const ids of seen.values()) expect(ids).toEqual([...ids].sort());
  });
});
