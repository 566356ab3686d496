import { expect, it } from 'vitest';
import { ChatFailure } from '../../src/ports/chat.ts';
import { aScene, relayOf } from './scene.ts';

const HOUR = 3_600_000;

it('a card that Slack will never take is told of by the fallbacks', async () => {
  const scene = await aScene();
  scene.chat.fail('post', new ChatFailure('rejected', 'Slack refused it: invalid_blocks.'));
  const id = await scene.submit();
  const relay = relayOf(scene);
  await relay.runDue();
  expect([scene.posted.slack().length, scene.posted.teams().length]).toEqual([1, 1]);
  expect((await scene.store.requests.get(id))?.cards).toMatchObject([
    { fallback: true, unavailable: expect.stringContaining('Slack refused it: invalid_blocks.') },
  ]);
  expect(scene.reports.map(({ message }) => message)).toContainEqual(
    expect.stringContaining('told one way'),
  );
});

it('so is one whose posting failed too often', async () => {
  const scene = await aScene();
  for (let n = 0; n < 20; n += 1) {
    scene.chat.fail('post', new ChatFailure('retry', 'Slack does not answer.'));
  }
  await scene.submit();
  const relay = relayOf(scene);
  await relay.runDue();
  expect(scene.posted.slack()).toEqual([]);
  await relay.pass(HOUR / 2);
  expect(scene.posted.slack()).toHaveLength(1);
});

it('a revived posting that is given up again is no news', async () => {
  const scene = await aScene();
  scene.chat.fail('post', new ChatFailure('rejected', 'Slack refused it.'));
  scene.chat.fail('post', new ChatFailure('rejected', 'Slack refused it.'));
  await scene.submit();
  const relay = relayOf(scene);
  await relay.runDue();
  const [dead] = await scene.store.deliveries.dead({ limit: 9 });
  await scene.store.deliveries.revive(dead?.id ?? '', scene.ctx.now());
  await relay.runDue();
  expect(await scene.store.deliveries.counts()).toEqual({ waiting: 0, dead: 1 });
  expect(scene.posted.slack()).toHaveLength(1);
});

it('nobody is told of a request that has ended by then', async () => {
  const scene = await aScene();
  scene.chat.fail('post', new ChatFailure('retry', 'Slack does not answer.'));
  const id = await scene.submit();
  const relay = relayOf(scene);
  await relay.runDue();
  await scene.store.requests.change(id, ({ state }) => ({
    state: { ...state, status: 'expired' },
    result: null,
  }));
  scene.chat.fail('post', new ChatFailure('rejected', 'Slack refused it.'));
  await relay.pass(HOUR / 60);
  expect(await scene.store.deliveries.counts()).toMatchObject({ dead: 1 });
  expect(scene.posted.slack()).toEqual([]);
});
