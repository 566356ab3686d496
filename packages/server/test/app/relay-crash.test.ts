import { expect, it } from 'vitest';
import { aDelivery, failing, relayRig } from './relay-rig.ts';

it('delivers again, in doubt, where the end of an attempt was never written', async () => {
  const { store, make, time, attempts, reported } = await relayRig();
  await store.commit({ deliveries: [aDelivery('a')] });
  const crashing = make({ store: failing(store, () => true) });
  await crashing.runDue();
  await crashing.stop();
  expect(reported).toEqual(['An attempt could not be settled.']);

  const next = make({ owner: 'two' });
  await next.runDue();
  expect(attempts).toHaveLength(1);
  await time.pass(30_000, () => next.runDue());
  expect(attempts).toMatchObject([{ attempt: 1 }, { at: 30_000, attempt: 2, ambiguous: true }]);
  expect(await store.deliveries.counts()).toEqual({ waiting: 0, dead: 0 });
  await next.stop();
});

it('does not let one result that can not be written take the others with it', async () => {
  const { store, relay, reported } = await relayRig(({ id }) =>
    id === 'bad'
      ? { outcome: 'done', effects: { deliveries: [aDelivery('good')] } }
      : { outcome: 'done' },
  );
  const deliveries = [aDelivery('good', { lane: 'one' }), aDelivery('bad', { lane: 'two' })];
  await store.commit({ deliveries });
  await relay.runDue();
  expect(await store.deliveries.counts()).toEqual({ waiting: 1, dead: 0 });
  expect(reported).toEqual(['An attempt could not be settled.']);
});

it('commits what an attempt brought together with its end', async () => {
  const { store, relay, attempts } = await relayRig(({ id }) =>
    id === 'a'
      ? { outcome: 'done', effects: { deliveries: [aDelivery('b', { lane: 'next' })] } }
      : { outcome: 'done' },
  );
  await store.commit({ deliveries: [aDelivery('a')] });
  await relay.runDue();
  expect(attempts.map(({ id }) => id)).toEqual(['a', 'b']);
});

it('tries again when the store can not be read for a while', async () => {
  const { store, make, attempts, time, reported } = await relayRig();
  await store.commit({ deliveries: [aDelivery('a')] });
  let down = true;
  const settleAndClaim: typeof store.deliveries.settleAndClaim = async (finished, ask) => {
    if (down) throw new Error('The database does not answer.');
    return store.deliveries.settleAndClaim(finished, ask);
  };
  const deliveries = { ...store.deliveries, settleAndClaim };
  const relay = make({ store: { ...store, deliveries } });
  await relay.runDue();
  expect(reported).toHaveLength(1);
  down = false;
  await time.pass(1_000, () => relay.runDue());
  expect(attempts).toHaveLength(1);
  await relay.stop();
});

it('stops after what is under way is settled, and starts nothing more', async () => {
  const gate = Promise.withResolvers<void>();
  const { store, relay, attempts } = await relayRig(async () => {
    await gate.promise;
    return { outcome: 'done' };
  });
  await store.commit({ deliveries: [aDelivery('a'), aDelivery('b')] });
  relay.start();
  await expect.poll(() => attempts.length).toBe(1);
  const stopped = relay.stop();
  gate.resolve();
  await stopped;
  expect(attempts.map(({ id }) => id)).toEqual(['a']);
  expect(await store.deliveries.counts()).toEqual({ waiting: 1, dead: 0 });
});
