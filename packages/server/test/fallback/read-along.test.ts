import { expect, it } from 'vitest';
import { ChatFailure } from '../../src/ports/chat.ts';
import { aScene, relayOf } from './scene.ts';

const exposed = () => new ChatFailure('unavailable', 'Others read along.', { exposed: true });

it('where others read along nothing is told by any way', async () => {
  const scene = await aScene();
  scene.chat.fail('post', exposed());
  const id = await scene.submit();
  await scene.deliverAll();
  expect([...scene.posted.slack(), ...scene.posted.teams()]).toEqual([]);
  expect(await scene.kindsOf(id)).toContain('channel.unavailable');
});

it('nor once its posting is given up', async () => {
  const scene = await aScene();
  scene.chat.fail('post', exposed());
  scene.chat.fail('post', new ChatFailure('rejected', 'Slack refused it.'));
  await scene.submit();
  const relay = relayOf(scene);
  await relay.runDue();
  await relay.pass(60_000);
  expect(await scene.store.deliveries.counts()).toEqual({ waiting: 0, dead: 1 });
  expect(scene.posted.slack()).toEqual([]);
});
