import { timelinePage } from '@countersign/core/wire/identity-view';
import { expect, it } from 'vitest';
import { aDesk } from './desk.ts';

it('shows what an identity asked for, who decided, what ran, and what became of itself', async () => {
  const { keys, ask, approved, call, register, world } = await aDesk();
  const { id } = (await ask(keys.ci)).body;
  await approved(id);
  await call('POST', `/v1/requests/${id}/start`, { body: { run: 'run-1' } });
  const outcome = { status: 'failed', exitCode: 2, run: 'run-1' };
  await call('POST', `/v1/requests/${id}/outcome`, { body: outcome });
  world.pass(1_000);
  await register('POST', '/ci-deploy/suspend', { reason: 'It failed.' });
  world.pass(1_000);
  await register('POST', '/ci-deploy/resume');
  world.pass(1_000);
  const last = (await ask(keys.ci, { resource: 'vault' })).body.id;
  await ask(keys.other);

  const { body } = await register('GET', '/ci-deploy/timeline');
  expect(timelinePage.parse(body).items).toMatchObject([
    { type: 'request', request: last, status: 'pending', votes: [], runs: 0 },
    { type: 'change', kind: 'identity.resumed', by: 'operator:oncall' },
    { type: 'change', kind: 'identity.suspended', reason: 'It failed.' },
    {
      type: 'request',
      request: id,
      status: 'approved',
      votes: [{ vote: 'approve', person: { id: 'u0ada' } }],
      runs: 1,
      outcome: { status: 'failed', exitCode: 2 },
      events: expect.arrayContaining([
        expect.objectContaining({ kind: 'run.started' }),
        expect.objectContaining({ kind: 'outcome.reported' }),
      ]),
    },
  ]);

  const first = (await register('GET', '/ci-deploy/timeline?limit=3')).body;
  const rest = await register('GET', `/ci-deploy/timeline?limit=3&after=${first.next}`);
  expect([...first.items, ...rest.body.items]).toEqual(body.items);
  expect(rest.body.next).toBeUndefined();
});

it('of whom nobody knows is not found, and a page after nothing is refused', async () => {
  const { register } = await aDesk();
  expect((await register('GET', '/nobody/timeline')).status).toBe(404);
  expect((await register('GET', '/ci-deploy/timeline?after=x')).status).toBe(422);
});
