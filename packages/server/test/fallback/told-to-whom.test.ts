import { expect, it } from 'vitest';
import { withSubmission } from '../../src/app/load-view.ts';
import { aScene, type Scene } from './scene.ts';

async function told() {
  const scene = await aScene();
  scene.noPosting();
  const id = await scene.submit();
  await scene.deliverAll();
  return { scene, id };
}

async function viewOf({ ctx, store }: Scene, id: string) {
  const request = await store.requests.get(id);
  if (!request) throw new Error(`There is no request ${id}.`);
  return withSubmission(ctx, request);
}

it('the log keeps that a fallback was used, for which channel', async () => {
  const { scene, id } = await told();
  const used = (await scene.entries(id)).filter(({ kind }) => kind === 'fallback.used');
  expect(used.map(({ body }) => body)).toMatchObject([
    { fallback: 'ops-teams', platform: 'slack', channel: 'C0RELEASES' },
    { fallback: 'ops-slack', platform: 'slack', channel: 'C0RELEASES' },
  ]);
});

it('the operator is told', async () => {
  const { scene, id } = await told();
  expect(scene.reports).toContainEqual({
    level: 'warn',
    message: expect.stringContaining('told one way'),
    fields: {
      request: id,
      platform: 'slack',
      channel: 'C0RELEASES',
      fallbacks: ['ops-teams', 'ops-slack'],
    },
  });
});

it('the bot is told by the API, as long as the request is open', async () => {
  const { scene, id } = await told();
  const view = await viewOf(scene, id);
  expect(view.explanation).toContain(
    'Invite Countersign. Told one way through ops-teams and ops-slack, where nobody can decide.',
  );
  expect(view.cards).toEqual([{ platform: 'slack', channel: 'C0RELEASES', state: 'unavailable' }]);
});
