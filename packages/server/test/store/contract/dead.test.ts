import { describe, expect, it } from 'vitest';
import type { Store } from '../../../src/ports/store.ts';
import { engines, freshStores } from '../../support/engines.ts';
import { aDelivery, NOON } from '../fixtures.ts';
import { claim } from '../../support/claim.ts';

describe.each(engines)('dead deliveries on %s', (engine) => {
  const { fresh } = freshStores(engine);
  const ask = { now: NOON, leaseMs: 30_000, limit: 10, owner: 'one' };

  async function die(store: Store, ids: string[]): Promise<void> {
    for (const id of ids) {
      const [claimed] = await claim(store, ask);
      expect(claimed?.id).toBe(id);
      const attempt = claimed?.attempt ?? 0;
      await store.commit({ settled: [{ id, attempt, outcome: 'dead', error: `${id} failed` }] });
    }
  }

  it('do not hold up their lane', async () => {
    const store = await fresh();
    await store.commit({ deliveries: [aDelivery('a'), aDelivery('b')] });
    await die(store, ['a']);
    expect(await claim(store, ask)).toMatchObject([{ id: 'b' }]);
    expect(await store.deliveries.counts()).toEqual({ waiting: 1, dead: 1 });
  });

  it('are listed with their error, page by page', async () => {
    const store = await fresh({ now: () => NOON + 5 });
    await store.commit({ deliveries: ['a', 'b', 'c'].map((id) => aDelivery(id)) });
    await die(store, ['a', 'b', 'c']);
    const first = await store.deliveries.dead({ limit: 2 });
    expect(first).toMatchObject([
      { id: 'a', error: 'a failed', diedAt: NOON + 5, attempt: 1 },
      { id: 'b', error: 'b failed' },
    ]);
    expect(await store.deliveries.dead({ limit: 2, after: 'b' })).toMatchObject([{ id: 'c' }]);
    expect(await store.deliveries.dead({ limit: 2, after: 'c' })).toEqual([]);
  });

  it('come back at the head of their lane, with their tries counted anew', async () => {
    const store = await fresh({ now: () => NOON });
    await store.commit({ deliveries: [aDelivery('a'), aDelivery('b'), aDelivery('c')] });
    await die(store, ['a', 'b']);
    expect(await store.deliveries.revive('b', NOON)).toBe(true);
    expect(await store.deliveries.revive('a', NOON)).toBe(true);
    expect(await claim(store, ask)).toMatchObject([{ id: 'a', attempt: 2, tries: 1 }]);
    expect(await store.deliveries.counts()).toEqual({ waiting: 3, dead: 0 });
  });

  it('are not among those that wait, whose oldest is known', async () => {
    let clock = NOON;
    const store = await fresh({ now: () => clock });
    expect(await store.deliveries.oldest()).toBeNull();
    await store.commit({ deliveries: [aDelivery('a')] });
    clock += 1_000;
    await store.commit({ deliveries: [aDelivery('b', { lane: 'slack/C2' })] });
    expect(await store.deliveries.oldest()).toBe(NOON);
    await die(store, ['a']);
    expect(await store.deliveries.oldest()).toBe(NOON + 1_000);
    expect(await store.deliveries.revive('a', NOON + 5_000)).toBe(true);
    expect(await store.deliveries.oldest()).toBe(NOON + 1_000);
  });

  it('can be revived once, and only where they are dead', async () => {
    const store = await fresh();
    await store.commit({ deliveries: [aDelivery('a')] });
    expect(await store.deliveries.revive('a', NOON)).toBe(false);
    await die(store, ['a']);
    expect(await store.deliveries.revive('a', NOON)).toBe(true);
    expect(await store.deliveries.revive('a', NOON)).toBe(false);
    expect(await store.deliveries.revive('none', NOON)).toBe(false);
  });
});
