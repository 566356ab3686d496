import { describe, expect, it } from 'vitest';
import type { Store } from '../../../src/ports/store.ts';
import { claim, nextDue } from '../../support/claim.ts';
import { engines, freshStores } from '../../support/engines.ts';
import { idleWorker } from '../../support/worker.ts';
import { aCard, aDelivery, anEntry, aState, aSubmission, NOON } from '../fixtures.ts';

const done = (store: Store, id: string) =>
  store.commit({ settled: [{ id, attempt: 1, outcome: 'done' }] });

const ids = (claimed: { id: string }[]) => claimed.map(({ id }) => id);

describe.each(engines)('deliveries claimed by the commit that makes them, on %s', (engine) => {
  const { fresh } = freshStores(engine);
  const ask = { now: NOON, leaseMs: 30_000, limit: 10, owner: 'other' };

  async function served(more: { room?: number } = {}) {
    const time = { now: NOON };
    const store = await fresh({ now: () => time.now });
    const hands = idleWorker({ now: () => time.now, ...more });
    const leave = store.deliveries.serve(hands.worker);
    return { store, time, leave, ...hands };
  }

  it('are given to who serves, whatever commits them', async () => {
    const { store, given, ids: taken } = await served();
    const [one, two, three, four, five] = ['1', '2', '3', '4', '5'].map((n) =>
      aDelivery(`d${n}`, { lane: `lane ${n}`, request: 'r1', paceMs: 7 }),
    );
    if (!one || !two || !three || !four || !five) throw new Error('There are five.');
    const request = { state: aState('r1'), submission: aSubmission() };
    await store.requests.submit(request, { deliveries: [one], cards: [aCard('c1', 'r1')] });
    await store.requests.change('r1', () => ({ deliveries: [two], result: null }));
    const sight = { scope: 'act', id: '1', at: NOON };
    await store.requests.changeOnce(sight, 'r1', () => ({ deliveries: [three], result: null }));
    await store.commit({ deliveries: [four] });
    await store.commitOnce({ ...sight, id: '2' }, { deliveries: [five] });
    expect(taken()).toEqual(['d1', 'd2', 'd3', 'd4', 'd5']);
    expect(given[0]).toEqual({ ...one, attempt: 1, tries: 1, ambiguous: false, since: NOON });
    expect(await claim(store, ask)).toEqual([]);
    for (const id of taken()) await done(store, id);
    expect(await store.deliveries.counts()).toEqual({ waiting: 0, dead: 0 });
  });

  it('are taken up like any other, in doubt, where nobody carried them out', async () => {
    const { store } = await served();
    await store.commit({ deliveries: [aDelivery('a')] });
    expect(await nextDue(store)).toBe(NOON + 30_000);
    expect(await claim(store, { ...ask, now: NOON + 29_999 })).toEqual([]);
    expect(await claim(store, { ...ask, now: NOON + 30_000 })).toMatchObject([
      { id: 'a', attempt: 2, tries: 2, ambiguous: true },
    ]);
  });

  it('keep the order of their lane: none where one is under way, waits, or has no place yet', async () => {
    const { store, ids: taken, leave, worker } = await served();
    await store.commit({ deliveries: [aDelivery('a'), aDelivery('b')] });
    await store.commit({ deliveries: [aDelivery('c')] });
    expect(taken()).toEqual(['a']);
    await done(store, 'a');
    await store.commit({ deliveries: [aDelivery('d')] });
    expect(taken()).toEqual(['a']);
    for (const id of ['b', 'c', 'd']) {
      expect(ids(await claim(store, ask))).toEqual([id]);
      await done(store, id);
    }
    leave();
    await store.commit({ deliveries: [aDelivery('e')] });
    store.deliveries.serve(worker);
    await store.commit({ deliveries: [aDelivery('f')] });
    expect(taken()).toEqual(['a']);
    expect(ids(await claim(store, ask))).toEqual(['e']);
  });

  it('do not overtake what was revived', async () => {
    const { store, ids: taken } = await served();
    await store.commit({ deliveries: [aDelivery('a')] });
    await store.commit({ settled: [{ id: 'a', attempt: 1, outcome: 'dead', error: 'gone' }] });
    await store.deliveries.revive('a', NOON);
    await store.commit({ deliveries: [aDelivery('b')] });
    expect(taken()).toEqual(['a']);
    expect(await claim(store, ask)).toMatchObject([{ id: 'a', attempt: 2 }]);
  });

  it('keep the pace of their lane, before and after', async () => {
    const { store, time, ids: taken } = await served();
    const paceMs = 1_000;
    await store.commit({ deliveries: [aDelivery('a', { paceMs })] });
    await done(store, 'a');
    time.now += 999;
    await store.commit({ deliveries: [aDelivery('b', { paceMs })] });
    expect(taken()).toEqual(['a']);
    expect(await claim(store, { ...ask, now: NOON + 999 })).toEqual([]);
    expect(await claim(store, { ...ask, now: NOON + 1_000 })).toMatchObject([{ id: 'b' }]);
    await done(store, 'b');
    time.now = NOON + 2_000;
    await store.commit({ deliveries: [aDelivery('c', { paceMs })] });
    expect(taken()).toEqual(['a', 'c']);
    await done(store, 'c');
    await store.commit({ deliveries: [aDelivery('d', { paceMs })] });
    expect(taken()).toEqual(['a', 'c']);
    expect(await claim(store, { ...ask, now: NOON + 2_999 })).toEqual([]);
    expect(await claim(store, { ...ask, now: NOON + 3_000 })).toMatchObject([{ id: 'd' }]);
  });

  it('wait for their time', async () => {
    const { store, ids: taken } = await served();
    await store.commit({ deliveries: [aDelivery('a', { runAt: NOON + 1 }), aDelivery('b')] });
    expect(taken()).toEqual([]);
    expect(await claim(store, { ...ask, now: NOON + 1 })).toMatchObject([{ id: 'a' }]);
  });

  it('are no more than there is room for', async () => {
    const { store, ids: taken, held } = await served({ room: 2 });
    const deliveries = ['1', '2', '3'].map((lane) => aDelivery(lane, { lane }));
    await store.commit({ deliveries });
    expect(taken()).toEqual(['1', '2']);
    expect(held()).toBe(2);
    expect(ids(await claim(store, ask))).toEqual(['3']);
  });

  it('hold no room where they come to nothing', async () => {
    const { store, ids: taken, held } = await served();
    await store.commit({ deliveries: [aDelivery('a')] });
    await expect(store.commit({ deliveries: [aDelivery('a', { lane: 'b' })] })).rejects.toThrow(
      /unique/iu,
    );
    expect([taken(), held()]).toEqual([['a'], 1]);
    await store.commit({ deliveries: [aDelivery('b', { lane: 'b' })] });
    expect([taken(), held()]).toEqual([['a', 'b'], 2]);
  });

  it('leave nothing behind where an identity may have no more open requests', async () => {
    const { store, ids: taken, held } = await served();
    const submit = (id: string) =>
      store.requests.submit(
        { state: aState(id), submission: aSubmission(), mostOpen: 1 },
        { deliveries: [aDelivery(id, { lane: id })] },
      );
    expect(await submit('r1')).toEqual({ existing: null });
    expect(await submit('r2')).toEqual({ existing: null, tooManyOpen: true });
    expect([taken(), held()]).toEqual([['r1'], 1]);
  });

  it('wake nobody to look for them, unless some were left', async () => {
    const { store } = await served();
    const heard: string[] = [];
    store.onWake(({ type }) => void heard.push(type));
    await store.commit({ entries: [anEntry('e1')], deliveries: [aDelivery('a')] });
    expect(heard.splice(0)).toEqual(['log']);
    await store.commit({ deliveries: [aDelivery('b'), aDelivery('c', { lane: 'c' })] });
    expect(heard).toEqual(['deliveries']);
  });

  it('are given after those who wait for a change have had their turn', async () => {
    const store = await fresh();
    await store.requests.submit({ state: aState('r1'), submission: aSubmission() }, {});
    const order: string[] = [];
    const given = Promise.withResolvers<void>();
    store.deliveries.serve({
      reserve: () => ({
        now: NOON,
        leaseMs: 30_000,
        owner: 'one',
        give() {
          order.push('given');
          given.resolve();
        },
      }),
    });
    store.onWake(({ type }) => {
      if (type === 'request') void Promise.resolve().then(() => order.push('answered'));
    });
    await store.requests.change('r1', ({ state }) => ({
      state: { ...state, status: 'approved' },
      deliveries: [aDelivery('a')],
      result: null,
    }));
    await given.promise;
    expect(order).toEqual(['answered', 'given']);
  });
});
