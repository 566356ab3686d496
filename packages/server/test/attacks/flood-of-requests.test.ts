import { parseEntry } from '@countersign/core/log/entry';
import { expect, it } from 'vitest';
import { submitRequest } from '../../src/app/submit-request.ts';
import { waitingFor } from '../../src/app/waiting-for.ts';
import { withdrawRequest } from '../../src/app/withdraw-request.ts';
import { anApi } from '../support/api.ts';
import { aWorld, caller, deployPayments } from '../support/world.ts';

/** Each of another change: what is asked again is one request. */
let counter = 0;
const anotherDeploy = () => ({ ...deployPayments, parameters: { number: (counter += 1) } });

const ada = { platform: 'slack', team: 'T1', user: 'ADA' } as const;

async function flooded() {
  const world = await aWorld();
  world.ctx.limits = { openRequests: 3 };
  const ids: string[] = [];
  const bodies = [anotherDeploy(), anotherDeploy(), anotherDeploy()] as const;
  for (const [n, body] of bodies.entries()) {
    world.pass(1_000);
    ids.push((await submitRequest(world.ctx, caller, body, `k${n}`)).id);
  }
  return { ...world, ids, bodies };
}

it('a bot with too many open requests gets no further one until one is decided', async () => {
  const { ctx, ids, bodies } = await flooded();
  await expect(submitRequest(ctx, caller, anotherDeploy())).rejects.toMatchObject({
    code: 'rate_limited',
    retryAfter: expect.any(Number),
    message: expect.stringContaining('3 open requests'),
  });
  expect(await submitRequest(ctx, caller, bodies[1], 'k1')).toEqual({
    id: ids[1],
    created: false,
  });
  await withdrawRequest(ctx, caller, ids[0] ?? '');
  // Nor is what is open already one more.
  expect(await submitRequest(ctx, caller, bodies[2])).toEqual({ id: ids[2], created: false });
  expect(await submitRequest(ctx, caller, anotherDeploy())).toMatchObject({ created: true });
});

it('what it tried is in the log once a minute', async () => {
  const { ctx, store } = await flooded();
  const attempts = Array.from({ length: 20 }, () => submitRequest(ctx, caller, anotherDeploy()));
  await Promise.allSettled(attempts);
  const entries = (await store.log.unsealed(100)).map(({ leaf }) => parseEntry(leaf));
  const refused = entries.filter(({ kind }) => kind === 'submission.refused');
  expect(refused).toMatchObject([{ body: { identity: 'ci-deploy', code: 'rate_limited' } }]);
});

it('the answer is 429 and says when to come back', async () => {
  const api = await anApi();
  api.world.ctx.limits = { openRequests: 1 };
  const submit = () => api.call('POST', '/v1/requests', { body: anotherDeploy() });
  expect((await submit()).status).toBe(201);
  const refused = await submit();
  expect(refused.status).toBe(429);
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
  expect(refused.body).toMatchObject({ code: 'rate_limited' });
  await api.close();
});

it('the oldest requests stay in sight of those who can decide them', async () => {
  const world = await aWorld();
  world.ctx.limits = { openRequests: 1_000 };
  world.human('ADA', ['releasers']);
  const other = { ...caller, identity: { id: 'other-bot', name: 'Other' } };
  const { id } = await submitRequest(world.ctx, other, deployPayments);
  world.pass(1_000);
  for (let n = 0; n < 250; n += 1) await submitRequest(world.ctx, caller, anotherDeploy());
  const { waiting } = await waitingFor(world.ctx, ada);
  expect(waiting[0]?.state.id).toBe(id);
});
