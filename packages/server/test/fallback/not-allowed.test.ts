import { expect, it } from 'vitest';
import { notPrivate } from '../../src/chat/not-private.ts';
import { aScene } from './scene.ts';

it('a channel that the configuration does not list has its fallbacks', async () => {
  const scene = await aScene();
  scene.ctx.mayUse = () => false;
  const id = await scene.submit();
  await scene.deliverAll();
  expect(scene.chat.posts).toEqual([]);
  expect([...scene.posted.slack(), ...scene.posted.teams()]).toHaveLength(2);
  expect(await scene.kindsOf(id)).toContain('fallback.used');
});

it('a channel that is not private, and has to be, has them too', async () => {
  const scene = await aScene();
  scene.chat.fail('post', notPrivate('C0RELEASES'));
  const id = await scene.submit();
  await scene.deliverAll();
  expect([...scene.posted.slack(), ...scene.posted.teams()]).toHaveLength(2);
  expect(await scene.kindsOf(id)).toContain('fallback.used');
});
