import { describe, expect, it } from 'vitest';
import { claim } from '../../support/claim.ts';
import { engines, freshStores } from '../../support/engines.ts';
import { aDelivery, anEntry, NOON } from '../fixtures.ts';

describe.each(engines)('an attempt that is settled twice on %s', (engine) => {
  const { fresh } = freshStores(engine);

  it('brings what came of it once, as when the answer to the first commit was lost', async () => {
    const store = await fresh();
    await store.commit({ deliveries: [aDelivery('a'), aDelivery('b')] });
    await claim(store, { now: NOON, leaseMs: 30_000, limit: 1, owner: 'one' });
    const effects = {
      settled: [{ id: 'a', attempt: 1, outcome: 'dead' as const, error: 'Bad gateway.' }],
      entries: [anEntry('e1')],
      deliveries: [aDelivery('told')],
    };
    await store.commit(effects);
    await store.commit(effects);
    expect(await store.log.unsealed(9)).toHaveLength(1);
    expect(await store.deliveries.counts()).toEqual({ waiting: 2, dead: 1 });
  });
});
