import { expect, it } from 'vitest';
import type { Delivered } from '../../src/app/deliver/result.ts';
import type { Effects } from '../../src/ports/effects.ts';
import { aDelivery, relayRig } from './relay-rig.ts';

it('delivers a lane in the order of commit', async () => {
  const { store, relay, seen } = await relayRig();
  await store.commit({ deliveries: ['z', 'a', 'm'].map((id) => aDelivery(id)) });
  await relay.runDue();
  expect(seen()).toEqual([
    ['z', 0],
    ['a', 0],
    ['m', 0],
  ]);
  expect(await store.deliveries.counts()).toEqual({ waiting: 0, dead: 0 });
});

it('posts a hundred to one channel one second apart, in order, woken by timers alone', async () => {
  const { store, relay, pass, seen, time } = await relayRig();
  const ids = Array.from({ length: 100 }, (_, n) => `d${n}`);
  await store.commit({ deliveries: ids.map((id) => aDelivery(id, { paceMs: 1_000 })) });
  await relay.runDue();
  await pass(99_000);
  expect(seen()).toEqual(ids.map((id, n) => [id, n * 1_000]));
  expect(time.next()).toBeNull();
});

it('starts as soon as something is committed, without a timer', async () => {
  const delivered = Promise.withResolvers<void>();
  const { store, relay, time } = await relayRig(() => {
    delivered.resolve();
    return { outcome: 'done' };
  });
  relay.start();
  await relay.runDue();
  expect(time.next()).toBeNull();
  await store.commit({ deliveries: [aDelivery('a')] });
  await delivered.promise;
});

it('lets other lanes go on while one is stuck', async () => {
  const stuck = Promise.withResolvers<Delivered>();
  const freed = Promise.withResolvers<void>();
  const { store, relay, attempts } = await relayRig(({ id }) => {
    if (id === 'stuck') return stuck.promise;
    if (id === 'other-9') freed.resolve();
    return { outcome: 'done' };
  });
  const others = Array.from({ length: 10 }, (_, n) => aDelivery(`other-${n}`, { lane: 'other' }));
  await store.commit({ deliveries: [aDelivery('stuck'), aDelivery('behind'), ...others] });
  relay.start();
  await freed.promise;
  expect(attempts.some(({ id }) => id === 'behind')).toBe(false);
  stuck.resolve({ outcome: 'done' });
  await relay.runDue();
  expect(attempts.at(-1)?.id).toBe('behind');
});

it('serves no more lanes at once than it was told', async () => {
  let running = 0;
  let most = 0;
  const gate = Promise.withResolvers<void>();
  const { store, relay, attempts } = await relayRig(
    async () => {
      most = Math.max(most, ++running);
      if (running === 3) gate.resolve();
      await gate.promise;
      running -= 1;
      return { outcome: 'done' };
    },
    { concurrency: 3 },
  );
  const deliveries = Array.from({ length: 20 }, (_, n) =>
    aDelivery(`d${n}`, { lane: `lane ${n}` }),
  );
  await store.commit({ deliveries });
  await relay.runDue();
  expect(attempts).toHaveLength(20);
  expect(most).toBe(3);
});

it('settles what ended together in one transaction', async () => {
  const settled: number[] = [];
  const { store, make, attempts } = await relayRig();
  const count = ({ settled: ended = [] }: Effects) =>
    void (ended.length > 0 && settled.push(ended.length));
  const settleAndClaim: typeof store.deliveries.settleAndClaim = (finished, ask) => {
    count(finished);
    return store.deliveries.settleAndClaim(finished, ask);
  };
  const commit: typeof store.commit = (effects) => {
    count(effects);
    return store.commit(effects);
  };
  const counted = { ...store, commit, deliveries: { ...store.deliveries, settleAndClaim } };
  const deliveries = Array.from({ length: 50 }, (_, n) =>
    aDelivery(`d${n}`, { lane: `lane ${n}` }),
  );
  await store.commit({ deliveries });
  await make({ store: counted }).runDue();
  expect(attempts).toHaveLength(50);
  expect(settled).toEqual([50]);
});
