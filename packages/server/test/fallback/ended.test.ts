import { expect, it } from 'vitest';
import { castVote } from '../../src/app/cast-vote.ts';
import { tickRequests } from '../../src/app/tick-requests.ts';
import { aScene } from './scene.ts';

async function told() {
  const scene = await aScene();
  scene.human('ADA', ['releasers']);
  scene.noPosting();
  const id = await scene.submit();
  await scene.deliverAll();
  return { scene, id };
}

it('a follow-up of one line says how the request ended', async () => {
  const { scene, id } = await told();
  await castVote(scene.ctx, {
    target: { request: id },
    vote: 'reject',
    comment: 'Not on a Friday.',
    account: { platform: 'slack', team: 'T1', user: 'ADA' },
    kind: 'command',
    channel: null,
    message: null,
  });
  await scene.deliverAll();
  for (const posted of [scene.posted.slack(), scene.posted.teams()]) {
    expect(posted).toHaveLength(2);
    expect(posted[1]).toContain(`Rejected by ada: deploy payments-api in production (${id}).`);
  }
});

it('so where it expired', async () => {
  const { scene } = await told();
  scene.pass(3_700_000);
  await tickRequests(scene.ctx);
  await scene.deliverAll();
  expect(scene.posted.teams()[1]).toContain('Expired: not enough people approved in time: deploy');
});

it('whoever was not told of it hears nothing', async () => {
  const scene = await aScene();
  await scene.submit();
  await scene.deliverAll();
  scene.pass(3_700_000);
  await tickRequests(scene.ctx);
  await scene.deliverAll();
  expect(scene.posted.slack()).toEqual([]);
});

it('what was not told in time is not told as open', async () => {
  const scene = await aScene();
  scene.noPosting();
  scene.slack.fail({
    method: 'incoming_webhook',
    with: { kind: 'ratelimited', retryAfter: 3_650 },
  });
  await scene.submit();
  await scene.deliverAll();
  scene.pass(3_700_000);
  await tickRequests(scene.ctx);
  await scene.deliverAll();
  expect(scene.posted.slack()).toHaveLength(1);
  expect(scene.posted.slack()[0]).toContain('Expired:');
});
