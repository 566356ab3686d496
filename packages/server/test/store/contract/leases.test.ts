import { describe, expect, it } from 'vitest';
import { engines, freshStores } from '../../support/engines.ts';
import { aDelivery, NOON } from '../fixtures.ts';
import { claim, nextDue } from '../../support/claim.ts';

describe.each(engines)('leases of deliveries on %s', (engine) => {
  const { fresh } = freshStores(engine);
  const ask = { now: NOON, leaseMs: 30_000, limit: 10, owner: 'one' };
  const later = { ...ask, now: NOON + 30_000, owner: 'two' };

  it('end: what nobody settled is claimed again, in doubt', async () => {
    const store = await fresh();
    await store.commit({ deliveries: [aDelivery('a')] });
    await claim(store, ask);
    expect(await nextDue(store)).toBe(NOON + 30_000);
    expect(await claim(store, { ...later, now: NOON + 29_999 })).toEqual([]);
    expect(await claim(store, later)).toMatchObject([
      { id: 'a', attempt: 2, tries: 2, ambiguous: true },
    ]);
  });

  it('fence: the word of an earlier owner changes nothing', async () => {
    const store = await fresh();
    await store.commit({ deliveries: [aDelivery('a'), aDelivery('b')] });
    await claim(store, ask);
    await claim(store, later);
    await store.commit({ settled: [{ id: 'a', attempt: 1, outcome: 'done' }] });
    await store.commit({ settled: [{ id: 'a', attempt: 1, outcome: 'dead', error: 'late' }] });
    expect(await store.deliveries.counts()).toEqual({ waiting: 2, dead: 0 });
    expect(await claim(store, later)).toEqual([]);
    await store.commit({ settled: [{ id: 'a', attempt: 2, outcome: 'done' }] });
    expect(await store.deliveries.counts()).toEqual({ waiting: 1, dead: 0 });
  });

  it('count for one settlement: the second word on an attempt changes nothing', async () => {
    const store = await fresh();
    await store.commit({ deliveries: [aDelivery('a')] });
    await claim(store, ask);
    const settle = (outcome: 'done' | 'dead') =>
      store.commit({
        settled: [
          outcome === 'done'
            ? { id: 'a', attempt: 1, outcome }
            : { id: 'a', attempt: 1, outcome, error: 'no' },
        ],
      });
    await settle('done');
    await settle('dead');
    expect(await store.deliveries.counts()).toEqual({ waiting: 0, dead: 0 });
  });

  it('are given back when the only process starts anew', async () => {
    const store = await fresh();
    await store.commit({ deliveries: [aDelivery('a')] });
    await claim(store, ask);
    await store.releaseAll();
    expect(await claim(store, ask)).toMatchObject([{ attempt: 2, ambiguous: true }]);
  });

  it('and so is what that process led', async () => {
    const store = await fresh();
    await store.lead('sealer', 'one', NOON, 10_000);
    expect(await store.lead('sealer', 'two', NOON, 10_000)).toBe(false);
    await store.releaseAll();
    expect(await store.lead('sealer', 'two', NOON, 10_000)).toBe(true);
  });
});
