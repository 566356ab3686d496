import { expect, it } from 'vitest';
import { deliver } from '../../src/app/deliver/index.ts';
import { aScene, relayOf, type Scene } from './scene.ts';
import { claim } from '../support/claim.ts';

/** What is due now, taken up by a process that may be gone before it settles anything. */
const takenUp = ({ store, ctx }: Scene) =>
  claim(store, { now: ctx.now(), leaseMs: 30_000, limit: 9, owner: 'killed' });

it('killed once the card is marked: the fallbacks are told all the same, once', async () => {
  const scene = await aScene();
  scene.noPosting(99);
  const id = await scene.submit();
  const [posting] = await takenUp(scene);
  if (!posting) throw new Error('Nothing is to be posted.');
  await deliver(scene.ctx, posting);
  expect((await scene.store.requests.get(id))?.cards).toMatchObject([{ fallback: true }]);
  expect(scene.posted.slack()).toEqual([]);

  const relay = relayOf(scene);
  await relay.runDue();
  await relay.pass(120_000);
  expect([scene.posted.slack().length, scene.posted.teams().length]).toEqual([1, 1]);
});

it('killed while telling: it is told again, and says that it may be', async () => {
  const scene = await aScene();
  scene.noPosting(99);
  await scene.submit();
  const [posting] = await takenUp(scene);
  if (!posting) throw new Error('Nothing is to be posted.');
  await deliver(scene.ctx, posting);
  const telling = await takenUp(scene);
  expect(telling.map(({ task }) => task.kind)).toEqual(['fallback.tell', 'fallback.tell']);
  for (const each of telling) await deliver(scene.ctx, each);

  const relay = relayOf(scene);
  await relay.pass(120_000);
  expect(scene.posted.slack().map((told) => told.includes('An earlier message'))).toEqual([
    false,
    true,
  ]);
});
