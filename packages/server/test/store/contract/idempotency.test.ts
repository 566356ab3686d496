import { describe, expect, it } from 'vitest';
import { engines, freshStores } from '../../support/engines.ts';
import { aDelivery, anEntry, aState, aSubmission } from '../fixtures.ts';

describe.each(engines)('idempotency keys on %s', (engine) => {
  const { fresh, freshUrl, open } = freshStores(engine);
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

  it('find the request they were added to, or else the one they came with', async () => {
    const store = await fresh();
    await store.requests.submit({ state: aState('open'), submission }, {});
    const merge = (key: string) => store.requests.addKey('ci', { key, fingerprint: 'm1' }, 'open');
    const create = (key: string) => {
      const state = aState(`of-${key}`);
      const own = { key, fingerprint: 'm2' };
      return store.requests.submit({ state, submission, idempotency: own }, {});
    };
    expect(await merge('k1')).toEqual({ id: 'open', fingerprint: 'm1' });
    expect(await create('k1')).toEqual({ existing: { id: 'open', fingerprint: 'm1' } });
    expect(await store.requests.get('of-k1')).toBeNull();
    expect(await create('k2')).toEqual({ existing: null });
    expect(await merge('k2')).toEqual({ id: 'of-k2', fingerprint: 'm2' });
  });

  it('keep one request where two processes merge and submit at once', async () => {
    const url = await freshUrl();
    const stores = [await open(url), await open(url)] as const;
    await stores[0].requests.submit({ state: aState('open'), submission }, {});
    const rounds = Array.from({ length: 20 }, async (_, n) => {
      const key = `k${n}`;
      const own = { key, fingerprint: 'm2' };
      const [{ existing }, kept] = await Promise.all([
        stores[0].requests.submit({ state: aState(`r${n}`), submission, idempotency: own }, {}),
        stores[1].requests.addKey('ci', { key, fingerprint: 'm1' }, 'open'),
      ]);
      expect(kept.fingerprint).toBe(existing ? 'm1' : 'm2');
      expect(await stores[0].requests.findByKey('ci', key)).toEqual(kept);
    });
    await Promise.all(rounds);
  });

  it('refuses a request id that is taken', async () => {
    const store = await fresh();
    await store.requests.submit({ state: aState('r1'), submission }, {});
    const again = store.requests.submit({ state: aState('r1'), submission, idempotency }, {});
    await expect(again).rejects.toThrow(/unique/i);
  });
});
