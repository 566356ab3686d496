import { parseEntry } from '@countersign/core/log/entry';
import { expect, it } from 'vitest';
import { aDelivery, NOON, relayRig } from './relay-rig.ts';

const HOUR = 3_600_000;

it('gives up after twelve attempts: listed, logged, reported, and the lane goes on', async () => {
  const { store, relay, pass, attempts, reported } = await relayRig(({ id }) =>
    id === 'a' ? { outcome: 'retry', error: 'Bad gateway.' } : { outcome: 'done' },
  );
  await store.commit({ deliveries: [aDelivery('a', { request: 'r1' }), aDelivery('b')] });
  await relay.runDue();
  await pass(HOUR);
  expect(attempts.filter(({ id }) => id === 'a')).toHaveLength(12);
  expect(attempts.at(-1)?.id).toBe('b');
  expect(await store.deliveries.dead({ limit: 10 })).toMatchObject([
    { id: 'a', error: 'Given up after 12 attempts: Bad gateway.' },
  ]);
  expect((await store.log.ofRequest('r1')).map(({ entry }) => entry)).toMatchObject([
    { kind: 'delivery.dead', body: { delivery: 'a', task: 'thread.post', attempts: 12 } },
  ]);
  expect(reported).toEqual(['A delivery was given up.']);
});

it('does not count attempts that the other side put off, until a day is over', async () => {
  const { store, relay, pass, attempts } = await relayRig(
    () => ({ outcome: 'retry', error: 'Invite the bot to the channel.', retryAfterMs: HOUR }),
    { random: () => 0 },
  );
  await store.commit({ deliveries: [aDelivery('a')] });
  await relay.runDue();
  await pass(23 * HOUR);
  expect(await store.deliveries.counts()).toEqual({ waiting: 1, dead: 0 });
  await pass(HOUR);
  expect(attempts).toHaveLength(25);
  expect(await store.deliveries.counts()).toEqual({ waiting: 0, dead: 1 });
});

it('gives up at once on what will never work, with what the attempt wants to say', async () => {
  const { store, relay } = await relayRig(() => ({
    outcome: 'dead',
    error: 'The webhook answered 410.',
    effects: { deliveries: [aDelivery('note', { lane: 'note', runAt: NOON + HOUR })] },
  }));
  await store.commit({ deliveries: [aDelivery('a')] });
  await relay.runDue();
  expect(await store.deliveries.counts()).toEqual({ waiting: 1, dead: 1 });
  const entries = (await store.log.unsealed(9)).map(({ leaf }) => parseEntry(leaf));
  expect(entries).toMatchObject([{ kind: 'delivery.dead' }]);
});

it('delivers what a person revived, with all its attempts anew', async () => {
  let broken = true;
  const { store, relay, pass, attempts, time } = await relayRig(() =>
    broken ? { outcome: 'retry', error: 'Bad gateway.' } : { outcome: 'done' },
  );
  await store.commit({ deliveries: [aDelivery('a')] });
  await relay.runDue();
  await pass(HOUR);
  expect(await store.deliveries.revive('a', time.now())).toBe(true);
  await relay.runDue();
  expect(attempts).toHaveLength(13);
  broken = false;
  await pass(HOUR);
  expect(await store.deliveries.counts()).toEqual({ waiting: 0, dead: 0 });
});

it('is in the log once where the answer to its commit was lost', async () => {
  const { store, relay } = await relayRig(() => ({ outcome: 'dead', error: 'Gone.' }));
  const { deliveries } = store;
  const real = deliveries.settleAndClaim.bind(deliveries);
  deliveries.settleAndClaim = async (finished, ask) => {
    const done = await real(finished, ask);
    if (finished.settled?.length) throw new Error('Connection terminated unexpectedly.');
    return done;
  };
  await store.commit({ deliveries: [aDelivery('a')] });
  await relay.runDue();
  expect(await store.deliveries.counts()).toEqual({ waiting: 0, dead: 1 });
  expect(await store.log.unsealed(9)).toHaveLength(1);
});
