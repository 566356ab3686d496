import { expect, it } from 'vitest';
import { aScene, relayOf } from './scene.ts';

it('429 puts the telling off for as long as the webhook says, and the order stays', async () => {
  const scene = await aScene();
  scene.noPosting(99);
  scene.teams.fail({ operation: 'workflow', with: { kind: 'http', status: 429, retryAfter: 90 } });
  const ids = [await scene.submit({ parameters: { n: 1 } }), await scene.submit()];
  const relay = relayOf(scene);
  await relay.runDue();
  await relay.runDue();
  expect([scene.posted.slack().length, scene.posted.teams().length]).toEqual([2, 0]);
  await relay.pass(60_000);
  expect(scene.posted.teams()).toEqual([]);
  await relay.pass(60_000);
  expect(scene.posted.teams().map((told) => ids.findIndex((id) => told.includes(id)))).toEqual([
    0, 1,
  ]);
});

it('a lost answer makes two messages, and the second says so', async () => {
  const scene = await aScene();
  scene.noPosting();
  scene.slack.fail({ method: 'incoming_webhook', with: { kind: 'lost' } });
  await scene.submit();
  const relay = relayOf(scene);
  await relay.runDue();
  await relay.pass(60_000);
  expect(scene.posted.slack().map((told) => told.includes('An earlier message'))).toEqual([
    false,
    true,
  ]);
});

it('one that is given up is listed, logged, and told again once an operator retries it', async () => {
  const scene = await aScene();
  scene.noPosting();
  scene.teams.fail({ operation: 'workflow', with: { kind: 'http', status: 401 } });
  const id = await scene.submit();
  const relay = relayOf(scene);
  await relay.runDue();
  const [dead] = await scene.store.deliveries.dead({ limit: 9 });
  expect(dead).toMatchObject({ task: { kind: 'fallback.tell' }, lane: 'fallback:ops-teams' });
  expect(await scene.kindsOf(id)).toContain('delivery.dead');
  await scene.store.deliveries.revive(dead?.id ?? '', scene.ctx.now());
  await relay.runDue();
  expect(scene.posted.teams()).toHaveLength(1);
});

it('one that the deployment no longer has is given up in the end, and holds up no other', async () => {
  const scene = await aScene();
  scene.ctx.fallbacks.delete('ops-teams');
  scene.noPosting(99);
  await scene.submit();
  const relay = relayOf(scene);
  await relay.runDue();
  expect(scene.posted.slack()).toHaveLength(1);
  await relay.pass(1_800_000);
  expect(await scene.store.deliveries.dead({ limit: 9 })).toMatchObject([
    { error: expect.stringContaining('“ops-teams” is not configured; add it under fallbacks.') },
  ]);
});
