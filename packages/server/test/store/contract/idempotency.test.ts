import { describe, expect, it } from 'vitest';
import { engines, freshStores } from '../../support/engines.ts';
import { aDelivery, anEntry, aState, aSubmission } from '../fixtures.ts';

describe.each(engines)('idempotency keys on %s', (engine) => {
  const { fresh } = freshStores(engine);
  const submission = aSubmission();
  const idempotency = { key: 'run-7', fingerprint: 'f1' };

  it('names the request that used the key before, and writes nothing', async () => {
    const store = await fresh();
    await store.requests.submit({ state: aState('r1'), submission, idempotency }, {});
    const again = await store.requests.submit(
      { state: aState('r2'), submission, idempotency: { key: 'run-7', fingerprint: 'f2' } },
      { entries: [anEntry('e2', 'r2')], deliveries: [aDelivery('d2')] },
    );
    expect(again).toEqual({ existing: { id: 'r1', fingerprint: 'f1' } });
    expect(await store.requests.get('r2')).toBeNull();
    expect(await store.log.unsealed(10)).toEqual([]);
    expect(await store.deliveries.counts()).toEqual({ waiting: 0, dead: 0 });
  });

  it('keeps the keys of identities apart', async () => {
    const store = await fresh();
    await store.requests.submit({ state: aState('r1'), submission, idempotency }, {});
    const other = aState('r2', { identity: { id: 'robot', name: 'Robot' } });
    expect(await store.requests.submit({ state: other, submission, idempotency }, {})).toEqual({
      existing: null,
    });
    expect(await store.requests.findByKey('robot', 'run-7')).toEqual({
      id: 'r2',
      fingerprint: 'f1',
    });
    expect(await store.requests.findByKey('robot', 'run-8')).toBeNull();
  });

  it('lets requests without a key stand side by side', async () => {
    const store = await fresh();
    await store.requests.submit({ state: aState('r1'), submission }, {});
    await store.requests.submit({ state: aState('r2'), submission }, {});
    expect(await store.requests.countByStatus()).toEqual({ pending: 2 });
  });

  it('makes one request of many that come at once', async () => {
    const store = await fresh();
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, n) =>
        store.requests.submit(
          { state: aState(`r${n}`), submission, idempotency },
          { entries: [anEntry(`e${n}`, `r${n}`)] },
        ),
      ),
    );
    expect(answers.filter(({ existing }) => existing === null)).toHaveLength(1);
    expect(new Set(answers.flatMap(({ existing }) => existing?.id ?? [])).size).toBe(1);
    expect(await store.log.unsealed(100)).toHaveLength(1);
  });

  it('refuses a request id that is taken', async () => {
    const store = await fresh();
    await store.requests.submit({ state: aState('r1'), submission }, {});
    const again = store.requests.submit({ state: aState('r1'), submission, idempotency }, {});
    await expect(again).rejects.toThrow(/unique/i);
  });
});
