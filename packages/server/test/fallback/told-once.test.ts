import { expect, it } from 'vitest';
import { aScene } from './scene.ts';

it('where a channel cannot be used, each fallback is told of the request once', async () => {
  const scene = await aScene();
  scene.noPosting(5);
  const id = await scene.submit();
  for (let turn = 0; turn < 5; turn += 1) {
    await scene.deliverAll();
    scene.pass(30_000);
  }
  for (const posted of [scene.posted.slack(), scene.posted.teams()]) {
    expect(posted).toHaveLength(1);
    expect(posted[0]).toContain('Approval needed: deploy payments-api in production');
    expect(posted[0]).toContain(`the card of ${id} can't be posted in C0RELEASES of Slack`);
  }
});

it('requests that wait behind it for the same channel are told of as well, in order', async () => {
  const scene = await aScene();
  scene.noPosting(9);
  const ids = [await scene.submit({ parameters: { n: 1 } }), await scene.submit()];
  await scene.deliverAll();
  ids.push(await scene.submit({ parameters: { n: 2 } }));
  scene.pass(30_000);
  await scene.deliverAll();
  for (const posted of [scene.posted.slack(), scene.posted.teams()]) {
    expect(posted.map((told) => ids.findIndex((id) => told.includes(id)))).toEqual([0, 1, 2]);
  }
  const cards = await Promise.all(
    ids.map(async (id) => (await scene.store.requests.get(id))?.cards),
  );
  expect(cards.flat().map((card) => card?.unavailable)).toEqual(
    ids.map(() => 'Invite Countersign.'),
  );
});

it('another reason of the same channel is no news', async () => {
  const scene = await aScene();
  scene.noPosting(1, 'Invite Countersign.');
  scene.noPosting(1, 'It is archived.');
  await scene.submit();
  await scene.deliverAll();
  scene.pass(30_000);
  await scene.deliverAll();
  expect(scene.posted.slack()).toHaveLength(1);
});

it('a channel that is lost again after its card was posted is no news either', async () => {
  const scene = await aScene();
  scene.noPosting();
  const id = await scene.submit();
  await scene.deliverAll();
  scene.pass(30_000);
  await scene.deliverAll();
  const [card] = (await scene.store.requests.get(id))?.cards ?? [];
  expect(card).toMatchObject({ unavailable: null, fallback: true });
  expect(scene.posted.slack()).toHaveLength(1);
});

it('two channels that cannot be used are told of by name', async () => {
  const scene = await aScene();
  scene.noPosting(2);
  await scene.submit({ action: 'tell' });
  await scene.deliverAll();
  expect(scene.posted.slack().join()).toMatch(/C0RELEASES of Slack.*C0OTHER of Slack/su);
  expect(scene.posted.slack()).toHaveLength(2);
});

it('a request whose rule names no fallback is told of nowhere', async () => {
  const scene = await aScene();
  scene.noPosting();
  const id = await scene.submit({ action: 'ping' });
  await scene.deliverAll();
  expect([...scene.posted.slack(), ...scene.posted.teams()]).toEqual([]);
  expect((await scene.store.requests.get(id))?.cards).toMatchObject([{ fallback: false }]);
});

it('a card that is posted needs none', async () => {
  const scene = await aScene();
  await scene.submit();
  await scene.deliverAll();
  expect([...scene.posted.slack(), ...scene.posted.teams()]).toEqual([]);
});
