import { expect, it } from 'vitest';
import type { Store } from '../../src/ports/store.ts';
import { aDelivery, NOON, relayRig } from './relay-rig.ts';

/** Counts how often the store is looked through for what is due. */
function counting(store: Store) {
  let looks = 0;
  const settleAndClaim: Store['deliveries']['settleAndClaim'] = (finished, ask) => {
    looks += 1;
    return store.deliveries.settleAndClaim(finished, ask);
  };
  const counted = { ...store, deliveries: { ...store.deliveries, settleAndClaim } };
  return { store: counted, looks: () => looks };
}

it('starts what a commit claimed for it without looking for it', async () => {
  const rig = await relayRig();
  const { store, looks } = counting(rig.store);
  const relay = rig.make({ store });
  relay.start();
  await relay.runDue();
  const before = looks();
  await store.commit({ deliveries: [aDelivery('a')] });
  expect(rig.attempts).toEqual([{ id: 'a', at: 0, attempt: 1, ambiguous: false }]);
  expect(looks()).toBe(before);
  await relay.runDue();
  expect(await store.deliveries.counts()).toEqual({ waiting: 0, dead: 0 });
  await relay.stop();
});

it('carries out the rest of the lane behind it, in order', async () => {
  const { store, relay, seen } = await relayRig();
  relay.start();
  await store.commit({ deliveries: ['z', 'a', 'm'].map((id) => aDelivery(id)) });
  await store.commit({ deliveries: [aDelivery('b')] });
  await relay.runDue();
  expect(seen().map(([id]) => id)).toEqual(['z', 'a', 'm', 'b']);
});

it('keeps the pace of a lane over both ways', async () => {
  const { store, relay, pass, seen, time } = await relayRig();
  relay.start();
  const paced = (id: string) => aDelivery(id, { paceMs: 1_000, runAt: time.now() });
  await store.commit({ deliveries: [paced('a'), paced('b')] });
  await relay.runDue();
  await pass(3_000);
  await store.commit({ deliveries: [paced('c')] });
  await store.commit({ deliveries: [paced('d')] });
  await relay.runDue();
  await pass(3_000);
  expect(seen()).toEqual([
    ['a', 0],
    ['b', 1_000],
    ['c', 3_000],
    ['d', 4_000],
  ]);
});

it('serves no more lanes at once than it was told, and comes back to those left', async () => {
  const gate = Promise.withResolvers<void>();
  let running = 0;
  let most = 0;
  const { store, relay, attempts } = await relayRig(
    async () => {
      most = Math.max(most, ++running);
      await gate.promise;
      running -= 1;
      return { outcome: 'done' };
    },
    { concurrency: 3 },
  );
  relay.start();
  await Promise.all(
    Array.from({ length: 20 }, (_, n) =>
      store.commit({ deliveries: [aDelivery(`d${n}`, { lane: `lane ${n}` })] }),
    ),
  );
  gate.resolve();
  await relay.runDue();
  expect(attempts).toHaveLength(20);
  expect(most).toBe(3);
});

it('leaves what is made while it is busy to a look that takes up many', async () => {
  const gate = Promise.withResolvers<void>();
  const rig = await relayRig(async () => {
    await gate.promise;
    return { outcome: 'done' };
  });
  const { store, looks } = counting(rig.store);
  const relay = rig.make({ store });
  relay.start();
  await relay.runDue();
  const before = looks();
  for (let n = 0; n < 8; n++) {
    await store.commit({ deliveries: [aDelivery(`d${n}`, { lane: `lane ${n}` })] });
  }
  expect([rig.attempts.length, looks()]).toEqual([8, before]);
  const more = Array.from({ length: 20 }, (_, n) => aDelivery(`more ${n}`, { lane: `more ${n}` }));
  await Promise.all(more.map((one) => store.commit({ deliveries: [one] })));
  await expect.poll(() => rig.attempts.length).toBe(28);
  expect(looks()).toBeLessThan(before + more.length);
  gate.resolve();
  await relay.stop();
});

it('takes up what was claimed and never handed over, once the lease is over', async () => {
  const { store, make, time, attempts } = await relayRig();
  // Its process dies between the commit and the hand-over.
  const leave = store.deliveries.serve({
    reserve: () => ({ now: NOON, leaseMs: 30_000, owner: 'dead', give: () => undefined }),
  });
  await store.commit({ deliveries: [aDelivery('a')] });
  leave();
  const next = make({ owner: 'two' });
  next.start();
  await next.runDue();
  expect(attempts).toEqual([]);
  await time.pass(30_000, () => next.runDue());
  expect(attempts).toEqual([{ id: 'a', at: 30_000, attempt: 2, ambiguous: true }]);
  await next.stop();
});

it('looks again where a commit that had claimed for it failed: it may have got through', async () => {
  const rig = await relayRig();
  const { store, looks } = counting(rig.store);
  const relay = rig.make({ store });
  relay.start();
  await store.commit({ deliveries: [aDelivery('a')] });
  await relay.runDue();
  const before = looks();
  const twice = store.commit({ deliveries: [aDelivery('a', { lane: 'other' })] });
  await expect(twice).rejects.toThrow(/unique/iu);
  await relay.runDue();
  expect(looks()).toBeGreaterThan(before);
  expect(rig.attempts).toHaveLength(1);
  await relay.stop();
});

it('stops after what was claimed for it is done, and has nothing more claimed', async () => {
  const gate = Promise.withResolvers<void>();
  const { store, relay, attempts } = await relayRig(async () => {
    await gate.promise;
    return { outcome: 'done' };
  });
  relay.start();
  const committed = store.commit({ deliveries: [aDelivery('a'), aDelivery('b')] });
  const stopped = relay.stop();
  gate.resolve();
  await Promise.all([committed, stopped]);
  await store.commit({ deliveries: [aDelivery('c', { lane: 'other' })] });
  expect(attempts.map(({ id }) => id)).not.toContain('c');
  expect(await store.deliveries.counts()).toMatchObject({ dead: 0 });
});
