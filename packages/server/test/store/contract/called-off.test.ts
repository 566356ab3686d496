import { describe, expect, it } from 'vitest';
import type { Store } from '../../../src/ports/store.ts';
import { claim } from '../../support/claim.ts';
import { engines, freshStores } from '../../support/engines.ts';
import { aDelivery, NOON } from '../fixtures.ts';

const LATER = NOON + 30_000;
const ask = { now: LATER, leaseMs: 30_000, limit: 10, owner: 'one' };

const callOff = (store: Store, id: string) =>
  store.commit({ settled: [{ id, attempt: 0, outcome: 'done' }] });

/** As relays do, before any of it is due. */
const look = async (store: Store) =>
  (await store.deliveries.settleAndClaim({}, { ...ask, now: NOON })).nextDue;

describe.each(engines)('a delivery that is called off on %s', (engine) => {
  const { fresh } = freshStores(engine);

  it('is never taken, whether or not somebody has looked at what is due', async () => {
    const store = await fresh();
    await store.commit({ deliveries: [aDelivery('a', { lane: 'a', runAt: LATER })] });
    await callOff(store, 'a');
    expect(await look(store)).toBe(null);
    await store.commit({ deliveries: [aDelivery('b', { lane: 'b', runAt: LATER })] });
    expect(await look(store)).toBe(LATER);
    await callOff(store, 'b');
    expect(await claim(store, ask)).toEqual([]);
    expect(await store.deliveries.counts()).toEqual({ waiting: 0, dead: 0 });
  });

  it('is not called off where somebody has begun it', async () => {
    const store = await fresh();
    await store.commit({ deliveries: [aDelivery('a', { runAt: LATER })] });
    expect(await claim(store, ask)).toHaveLength(1);
    await callOff(store, 'a');
    expect(await store.deliveries.counts()).toMatchObject({ waiting: 1 });
  });

  it('lets the next one of its lane come', async () => {
    const store = await fresh();
    const deliveries = ['a', 'b'].map((id) => aDelivery(id, { runAt: LATER }));
    await store.commit({ deliveries });
    expect(await look(store)).toBe(LATER);
    await callOff(store, 'a');
    expect((await claim(store, ask)).map(({ id }) => id)).toEqual(['b']);
  });
});
