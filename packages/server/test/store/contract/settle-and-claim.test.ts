import { describe, expect, it } from 'vitest';
import type { Effects } from '../../../src/ports/effects.ts';
import type { Store, Wake } from '../../../src/ports/store.ts';
import { engines, freshStores } from '../../support/engines.ts';
import { aDelivery, anEntry, NOON } from '../fixtures.ts';

const done = (id: string): Effects => ({ settled: [{ id, attempt: 1, outcome: 'done' }] });

describe.each(engines)('settling and claiming at once on %s', (engine) => {
  const { fresh } = freshStores(engine);
  const ask = { now: NOON, leaseMs: 30_000, limit: 10, owner: 'one' };

  const next = async (store: Store, finished: Effects = {}) => {
    const { claimed, nextDue } = await store.deliveries.settleAndClaim(finished, ask);
    return [claimed.map(({ id }) => id), nextDue] as const;
  };

  it('frees a lane and takes what comes next in it', async () => {
    const store = await fresh();
    await store.commit({ deliveries: ['a', 'b'].map((id) => aDelivery(id)) });
    expect(await next(store)).toEqual([['a'], NOON + 30_000]);
    expect(await next(store, done('a'))).toEqual([['b'], NOON + 30_000]);
    expect(await next(store, done('b'))).toEqual([[], null]);
    expect(await store.deliveries.counts()).toEqual({ waiting: 0, dead: 0 });
  });

  it('says when the next one is due', async () => {
    const store = await fresh();
    expect(await next(store)).toEqual([[], null]);
    await store.commit({ deliveries: [aDelivery('a', { runAt: NOON + 50 })] });
    expect(await next(store)).toEqual([[], NOON + 50]);
    expect(await next(store)).toEqual([[], NOON + 50]);
  });

  it('says that more is due than was asked for', async () => {
    const store = await fresh();
    const deliveries = ['a', 'b'].map((lane) => aDelivery(lane, { lane }));
    await store.commit({ deliveries });
    const { claimed, nextDue } = await store.deliveries.settleAndClaim({}, { ...ask, limit: 1 });
    expect(claimed).toHaveLength(1);
    expect(nextDue).toBe(NOON);
  });

  it('commits what else came of the attempts, and takes what they made', async () => {
    const store = await fresh();
    const heard: Wake[] = [];
    await store.commit({ deliveries: [aDelivery('a')] });
    await next(store);
    store.onWake((wake) => void heard.push(wake));
    const made = { entries: [anEntry('e1')], deliveries: [aDelivery('b')] };
    expect(await next(store, { ...done('a'), ...made })).toEqual([['b'], NOON + 30_000]);
    expect(heard).toEqual([{ type: 'deliveries' }, { type: 'log' }]);
    expect(await store.log.unsealed(9)).toHaveLength(1);
  });

  it('settles nothing where a part of it cannot be written', async () => {
    const store = await fresh();
    await store.commit({ deliveries: [aDelivery('a')] });
    await next(store);
    const refused = next(store, { ...done('a'), deliveries: [aDelivery('a')] });
    await expect(refused).rejects.toThrow(/unique/iu);
    expect(await store.deliveries.counts()).toEqual({ waiting: 1, dead: 0 });
  });
});
