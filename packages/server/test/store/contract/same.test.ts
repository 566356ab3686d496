import { describe, expect, it } from 'vitest';
import { engines, freshStores } from '../../support/engines.ts';
import { anEntry, aState, aSubmission, NOON } from '../fixtures.ts';
import type { RequestState } from '@countersign/core/request/state';
import type { Store } from '../../../src/ports/store.ts';

const submission = aSubmission();
const digest = aState('any').digest;

function submit(store: Store, id: string, more: { sameness?: string } = {}) {
  return store.requests.submit(
    { state: aState(id), submission, ...more },
    { entries: [anEntry(`e-${id}`, id)] },
  );
}

function end(store: Store, id: string, more: Partial<RequestState>) {
  return store.requests.change(id, ({ state }) => ({ state: { ...state, ...more }, result: null }));
}

describe.each(engines)('requests that ask the same on %s', (engine) => {
  const { fresh, freshUrl, open } = freshStores(engine);

  it('are one while it is open, and nothing is written of the other', async () => {
    const store = await fresh();
    expect(await submit(store, 'r1', { sameness: 's' })).toEqual({ existing: null });
    expect(await submit(store, 'r2', { sameness: 's' })).toEqual({ existing: null, same: 'r1' });
    expect(await store.requests.get('r2')).toBeNull();
    expect(await store.log.ofRequest('r2')).toEqual([]);
    expect(await submit(store, 'r3', { sameness: 'other' })).toEqual({ existing: null });
  });

  it('are two once the first has ended', async () => {
    const store = await fresh();
    await submit(store, 'r1', { sameness: 's' });
    await end(store, 'r1', { status: 'expired', decidedAt: NOON });
    expect(await submit(store, 'r2', { sameness: 's' })).toEqual({ existing: null });
  });

  it('at the same moment, from two processes, are one', async () => {
    const url = await freshUrl();
    const stores = [await open(url), await open(url)] as const;
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, at) =>
        submit(stores[at % 2] ?? stores[0], `r${at}`, { sameness: 's' }),
      ),
    );
    expect(answers.filter(({ same }) => same === undefined)).toHaveLength(1);
    expect(new Set(answers.flatMap(({ same }) => same ?? [])).size).toBe(1);
    expect(await stores[0].requests.countByStatus()).toEqual({ pending: 1 });
  });

  it('are found while they are open or approved, the newest first', async () => {
    const store = await fresh();
    const ask = { identity: 'ci', digest, sameness: 's' };
    expect(await store.requests.latestSame(ask)).toBeNull();
    await submit(store, 'r1', { sameness: 's' });
    expect(await store.requests.latestSame(ask)).toMatchObject({ state: { id: 'r1' } });
    await end(store, 'r1', { status: 'approved', decidedAt: NOON });
    expect(await store.requests.latestSame(ask)).toMatchObject({ state: { id: 'r1' } });
    await end(store, 'r1', { status: 'withdrawn' });
    expect(await store.requests.latestSame(ask)).toBeNull();
  });

  it('may have several keys, for two weeks', async () => {
    const store = await fresh({ now: () => NOON });
    await submit(store, 'r1', { sameness: 's' });
    await submit(store, 'r2');
    await store.requests.addKey('ci', { key: 'k2', fingerprint: 'f2' }, 'r1');
    const kept = await store.requests.addKey('ci', { key: 'k2', fingerprint: 'f3' }, 'r2');
    expect(kept).toEqual({ id: 'r1', fingerprint: 'f2' });
    expect(await store.requests.findByKey('ci', 'k2')).toEqual({ id: 'r1', fingerprint: 'f2' });
    expect(await store.requests.findByKey('robot', 'k2')).toBeNull();
    await store.prune(NOON + 13 * 86_400_000);
    expect(await store.requests.findByKey('ci', 'k2')).not.toBeNull();
    await store.prune(NOON + 15 * 86_400_000);
    expect(await store.requests.findByKey('ci', 'k2')).toBeNull();
  });
});

describe.each(engines)('what an identity has asked on %s', (engine) => {
  const { fresh } = freshStores(engine);

  it('is counted by rule, from the latest', async () => {
    const store = await fresh();
    for (const [at, id] of ['r1', 'r2', 'r3'].entries()) {
      const state = aState(id, { createdAt: NOON + at });
      await store.requests.submit({ state, submission, allowances: [{ rule: 'rule' }] }, {});
    }
    const ask = { identity: 'ci', rule: 'rule', since: NOON - 1 };
    expect(await store.requests.nthLastByRule({ ...ask, count: 1 })).toBe(NOON + 2);
    expect(await store.requests.nthLastByRule({ ...ask, count: 3 })).toBe(NOON);
    expect(await store.requests.nthLastByRule({ ...ask, count: 4 })).toBeNull();
    expect(await store.requests.nthLastByRule({ ...ask, count: 3, since: NOON })).toBeNull();
    expect(await store.requests.nthLastByRule({ ...ask, count: 1, rule: 'other' })).toBeNull();
  });

  it('and was rejected is found by action and resource', async () => {
    const store = await fresh();
    await submit(store, 'r1');
    const ask = { identity: 'ci', action: 'deploy', resource: 'payments-api', since: NOON };
    expect(await store.requests.lastRejected(ask)).toBeNull();
    await end(store, 'r1', { status: 'rejected', decidedAt: NOON + 5 });
    expect(await store.requests.lastRejected(ask)).toMatchObject({ state: { id: 'r1' } });
    expect(await store.requests.lastRejected({ ...ask, since: NOON + 5 })).toBeNull();
    expect(await store.requests.lastRejected({ ...ask, resource: 'other' })).toBeNull();
  });
});

describe.each(engines)('runs under one approval on %s', (engine) => {
  const { freshUrl, open } = freshStores(engine);

  it('are never more than the judgment under the lock lets begin', async () => {
    const url = await freshUrl();
    const stores = [await open(url), await open(url)] as const;
    await submit(stores[0], 'r1');
    await Promise.all(
      Array.from({ length: 16 }, (_, at) =>
        (stores[at % 2] ?? stores[0]).requests.change('r1', ({ runs }) =>
          runs.length < 3
            ? { runs: [...runs, { run: `run-${at}`, at: NOON }], result: null }
            : { result: null },
        ),
      ),
    );
    const stored = await stores[0].requests.get('r1');
    expect(stored?.runs).toHaveLength(3);
    expect(new Set(stored?.runs.map(({ run }) => run)).size).toBe(3);
    expect(stored?.version).toBe(4);
  });
});
