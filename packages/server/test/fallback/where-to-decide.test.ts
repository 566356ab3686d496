import { expect, it } from 'vitest';
import { ChatFailure } from '../../src/ports/chat.ts';
import { aScene } from './scene.ts';

const HOME = 'https://slack.com/app_redirect?app=A0COUNTERSIGN&team=T0EMULATED';

it('the link leads to another card of the request, once that is posted', async () => {
  const scene = await aScene();
  scene.noPosting();
  const id = await scene.submit({ action: 'tell' });
  await scene.deliverAll();
  scene.pass(1_000);
  await scene.deliverAll();
  const posted = (await scene.store.requests.get(id))?.cards.find(({ message }) => message);
  const link = `https://local.slack.com/archives/C0OTHER/${posted?.message}`;
  for (const [told] of [scene.posted.slack(), scene.posted.teams()]) {
    expect(told).toContain(link);
    expect(told).toContain('Open the card');
    expect(told).not.toContain('app_redirect');
  }
});

it('without another card it leads to the app itself', async () => {
  const scene = await aScene();
  scene.ctx.homes.set('slack', HOME);
  scene.noPosting();
  await scene.submit();
  await scene.deliverAll();
  for (const [told] of [scene.posted.slack(), scene.posted.teams()]) {
    expect(told).toContain(HOME);
    expect(told).toContain('open Countersign and its Home tab');
  }
});

it('another card that does not come is waited for no longer than a few seconds', async () => {
  const scene = await aScene();
  scene.noPosting();
  for (let n = 0; n < 9; n += 1) {
    scene.chat.fail('post', new ChatFailure('retry', 'Slack does not answer.'));
  }
  await scene.submit({ action: 'tell' });
  for (let second = 0; second < 5; second += 1) {
    await scene.deliverAll();
    scene.pass(1_000);
  }
  expect(scene.posted.slack()).toHaveLength(1);
  expect(scene.posted.slack()[0]).toContain('Home tab');
});

it('what the app itself cannot show can only be rejected there, and the message says so', async () => {
  const scene = await aScene();
  scene.noPosting();
  await scene.submit({ change: { diff: '+x\n'.repeat(5_000) } });
  await scene.deliverAll();
  for (const [told] of [scene.posted.slack(), scene.posted.teams()]) {
    expect(told).toContain('it can only be rejected there');
    expect(told).toContain('The whole change will be with its card');
  }
});
