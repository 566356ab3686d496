import { describe, expect, it } from 'vitest';
import { engines, freshStores } from '../../support/engines.ts';
import { aDelivery, NOON } from '../fixtures.ts';
import { claim, nextDue } from '../../support/claim.ts';

const ids = (claimed: { id: string }[]) => claimed.map(({ id }) => id);

describe.each(engines)('lanes on %s', (engine) => {
  const { fresh } = freshStores(engine);
  const ask = { now: NOON, leaseMs: 30_000, limit: 10, owner: 'one' };

  it('hand out one delivery at a time, in the order of commit', async () => {
    const store = await fresh();
    await store.commit({ deliveries: [aDelivery('z'), aDelivery('a')] });
    await store.commit({ deliveries: [aDelivery('m')] });
    const seen: string[] = [];
    for (let n = 0; n < 3; n++) {
      const [delivery, ...more] = await claim(store, ask);
      expect(more).toEqual([]);
      expect(await claim(store, ask)).toEqual([]);
      seen.push(delivery?.id ?? '');
      await store.commit({ settled: [{ id: delivery?.id ?? '', attempt: 1, outcome: 'done' }] });
    }
    expect(seen).toEqual(['z', 'a', 'm']);
    expect(await nextDue(store)).toBeNull();
  });

  it('do not wait for each other', async () => {
    const store = await fresh();
    await store.commit({
      deliveries: ['1', '2', '3'].map((n) => aDelivery(`d${n}`, { lane: `lane ${n}` })),
    });
    expect(ids(await claim(store, { ...ask, limit: 2 }))).toEqual(['d1', 'd2']);
    expect(ids(await claim(store, ask))).toEqual(['d3']);
  });

  it('give back the delivery as it was committed', async () => {
    const store = await fresh();
    const delivery = aDelivery('d1', { request: 'r1', paceMs: 7 });
    await store.commit({ deliveries: [delivery] });
    expect(await claim(store, ask)).toEqual([
      { ...delivery, attempt: 1, tries: 1, ambiguous: false, since: expect.any(Number) },
    ]);
  });

  it('keep their pace from start to start', async () => {
    const store = await fresh();
    const paceMs = 1_000;
    await store.commit({ deliveries: [aDelivery('a', { paceMs }), aDelivery('b', { paceMs })] });
    await claim(store, ask);
    await store.commit({ settled: [{ id: 'a', attempt: 1, outcome: 'done' }] });
    expect(await nextDue(store)).toBe(NOON + 1_000);
    expect(await claim(store, { ...ask, now: NOON + 999 })).toEqual([]);
    expect(ids(await claim(store, { ...ask, now: NOON + 1_000 }))).toEqual(['b']);
  });

  it('wait for a head whose time has not come', async () => {
    const store = await fresh();
    await store.commit({ deliveries: [aDelivery('a', { runAt: NOON + 50 }), aDelivery('b')] });
    expect(await claim(store, ask)).toEqual([]);
    expect(await nextDue(store)).toBe(NOON + 50);
    expect(ids(await claim(store, { ...ask, now: NOON + 50 }))).toEqual(['a']);
  });

  it('wait for a head that is to be tried again, and remember its error', async () => {
    const store = await fresh();
    await store.commit({ deliveries: [aDelivery('a'), aDelivery('b')] });
    await claim(store, ask);
    const again = { outcome: 'retry', runAt: NOON + 70, error: 'busy', ambiguous: true } as const;
    await store.commit({ settled: [{ id: 'a', attempt: 1, ...again }] });
    expect(await nextDue(store)).toBe(NOON + 70);
    const second = await claim(store, { ...ask, now: NOON + 70 });
    expect(second).toMatchObject([{ id: 'a', attempt: 2, tries: 2, ambiguous: true }]);
    const sure = { ...again, runAt: NOON + 80, ambiguous: false };
    await store.commit({ settled: [{ id: 'a', attempt: 2, ...sure }] });
    // Once in doubt, in doubt until it is done.
    expect(await claim(store, { ...ask, now: NOON + 80 })).toMatchObject([
      { id: 'a', attempt: 3, ambiguous: true },
    ]);
  });
});
