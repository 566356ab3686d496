import { expect, it } from 'vitest';
import { NOON, aDelivery, relayRig } from './relay-rig.ts';

it('waits longer after each failure, half the ceiling where the dice say one half', async () => {
  const { store, relay, pass, attempts } = await relayRig(() => ({
    outcome: 'retry',
    error: 'Bad gateway.',
  }));
  await store.commit({ deliveries: [aDelivery('a')] });
  await relay.runDue();
  await pass(100_000);
  const starts = attempts.map(({ at }) => at);
  const waits = starts.slice(1).map((at, n) => at - (starts[n] ?? 0));
  expect(waits).toEqual([500, 1_000, 2_000, 4_000, 8_000, 16_000, 32_000]);
});

it('never waits longer than five minutes', async () => {
  const { store, relay, pass, attempts } = await relayRig(
    () => ({ outcome: 'retry', error: 'Bad gateway.' }),
    { random: () => 0.999_999 },
  );
  await store.commit({ deliveries: [aDelivery('a')] });
  await relay.runDue();
  await pass(3_600_000);
  const starts = attempts.map(({ at }) => at);
  expect(Math.max(...starts.slice(1).map((at, n) => at - (starts[n] ?? 0)))).toBe(300_000);
});

it('comes back after the other side said, by up to a tenth, and keeps the lane in order meanwhile', async () => {
  let busy = true;
  const { store, relay, pass, seen, time } = await relayRig(({ id }) => {
    if (id !== 'a' || !busy) return { outcome: 'done' };
    busy = false;
    return { outcome: 'retry', error: 'Too many requests.', retryAfterMs: 7_000 };
  });
  await store.commit({
    deliveries: [aDelivery('a'), aDelivery('b'), aDelivery('c', { lane: 'other' })],
  });
  await relay.runDue();
  expect(time.next()).toBe(NOON + 7_350);
  await pass(10_000);
  expect(seen()).toEqual([
    ['a', 0],
    ['c', 0],
    ['a', 7_350],
    ['b', 7_350],
  ]);
});

it.each([
  ['a year', 31_536_000_000],
  ['for ever', Infinity],
])('whoever is put off for %s is back within the hour', async (_, retryAfterMs) => {
  const { store, relay, time } = await relayRig(
    () => ({ outcome: 'retry', error: 'Too many requests.', retryAfterMs }),
    { random: () => 0 },
  );
  await store.commit({ deliveries: [aDelivery('a')] });
  await relay.runDue();
  expect(time.next()).toBe(NOON + 3_600_000);
});

it('whoever is put off for no time at all waits a second: a day of it would be a storm', async () => {
  const { store, relay, time } = await relayRig(() => ({
    outcome: 'retry',
    error: 'Too many requests.',
    retryAfterMs: 0,
  }));
  await store.commit({ deliveries: [aDelivery('a')] });
  await relay.runDue();
  expect(time.next()).toBe(NOON + 1_050);
});

it('takes a throw for a failure in doubt, and goes on', async () => {
  let first = true;
  const { store, relay, pass, attempts } = await relayRig(() => {
    if (!first) return { outcome: 'done' };
    first = false;
    throw new TypeError('undefined is not a function');
  });
  await store.commit({ deliveries: [aDelivery('a')] });
  await relay.runDue();
  await pass(1_000);
  expect(attempts).toMatchObject([{ attempt: 1 }, { attempt: 2, ambiguous: true }]);
  expect(await store.deliveries.counts()).toEqual({ waiting: 0, dead: 0 });
});

it('takes silence for a failure in doubt, before the claim runs out', async () => {
  let ended = false;
  const { store, relay, time, attempts } = await relayRig((delivery, signal) => {
    if (delivery.attempt > 1) return { outcome: 'done' };
    signal.addEventListener('abort', () => (ended = true));
    return new Promise(() => {});
  });
  await store.commit({ deliveries: [aDelivery('a')] });
  relay.start();
  await expect.poll(() => attempts.length).toBe(1);
  await time.pass(26_000, () => relay.runDue());
  expect(ended).toBe(true);
  expect(attempts).toMatchObject([{ at: 0 }, { at: 25_500, attempt: 2, ambiguous: true }]);
});
