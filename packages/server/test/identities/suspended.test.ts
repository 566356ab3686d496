import { expect, it } from 'vitest';
import { aGrant } from '../store/fixtures.ts';
import { aDesk } from './desk.ts';

const refused = { status: 403, body: { code: 'identity_suspended' } };

it('a suspended identity asks for nothing, at once, and the refusal is in the log', async () => {
  const { keys, ask, register, entries, world } = await aDesk();
  expect((await ask(keys.ci)).status).toBe(201);
  const { body } = await register('POST', '/ci-deploy/suspend', { reason: 'The key leaked.' });
  expect(body).toMatchObject({ id: 'ci-deploy', standing: 'suspended' });
  expect(await ask(keys.ci, { resource: 'vault' })).toMatchObject(refused);
  expect((await ask(keys.other)).status).toBe(201);
  expect(await entries()).toMatchObject([
    { kind: 'identity.suspended', body: { identity: 'ci-deploy', by: 'operator:oncall' } },
  ]);
  const all = await world.store.log.unsealed(100);
  const text = all.map(({ leaf }) => new TextDecoder().decode(leaf)).join('\n');
  expect(text).toContain('identity_suspended');
  expect(text).not.toContain('leaked');
});

it('what was approved for it does not start, until it is resumed', async () => {
  const { keys, ask, approved, register, call } = await aDesk();
  const { id } = (await ask(keys.ci)).body;
  await approved(id);
  await register('POST', '/ci-deploy/suspend', { reason: 'Away' });
  const start = () => call('POST', `/v1/requests/${id}/start`, { body: { run: 'run-1' } });
  expect(await start()).toMatchObject(refused);
  expect((await call('GET', `/v1/requests/${id}`)).status).toBe(200);
  await register('POST', '/ci-deploy/resume');
  expect((await start()).status).toBe(200);
});

it('another replica that has not looked yet lets nothing through', async () => {
  const { keys, ask, world } = await aDesk();
  expect((await ask(keys.ci)).status).toBe(201);
  // As if another replica had written it: nobody told the one that is asked.
  await world.store.identities.change('ci-deploy', () => ({
    result: null,
    identity: {
      id: 'ci-deploy',
      definition: null,
      status: 'suspended',
      statusAt: 0,
      createdAt: 0,
    },
  }));
  expect(await ask(keys.ci, { resource: 'vault' })).toMatchObject(refused);
});

it('what it holds ends in the same moment, and the log of each request tells it', async () => {
  const { keys, ask, register, world } = await aDesk();
  const { id } = (await ask(keys.ci)).body;
  const now = world.ctx.now();
  const grant = aGrant('grant_1', id, {
    identity: 'ci-deploy',
    issuedAt: now,
    expiresAt: now + 60_000,
  });
  await world.store.grants.change(id, () => ({ result: null, grant }));
  await register('POST', '/ci-deploy/suspend', { reason: 'Away' });
  expect((await world.store.grants.get('grant_1'))?.revoked).toMatchObject({ why: 'suspended' });
  expect((await world.entries(id)).at(-1)).toMatchObject({
    kind: 'grant.revoked',
    body: { grant: 'grant_1', why: 'suspended', by: 'operator:oncall' },
  });
  await register('POST', '/ci-deploy/resume');
  expect((await world.store.grants.get('grant_1'))?.revoked).toBeDefined();
});

it('twice is once, and whom nobody knows is not found', async () => {
  const { register, entries } = await aDesk();
  const suspend = (id: string) => register('POST', `/${id}/suspend`, { reason: 'Away' });
  await suspend('ci-deploy');
  expect((await suspend('ci-deploy')).status).toBe(200);
  expect(await suspend('nobody')).toMatchObject({ status: 404, body: { code: 'not_found' } });
  expect(await entries()).toHaveLength(1);
});

it('the policy is explained to it with the same refusal', async () => {
  const { register, call } = await aDesk();
  await register('POST', '/ci-deploy/suspend', { reason: 'Away' });
  const query = 'action=deploy&resource=payments-api&environment=production';
  const { body } = await call('GET', `/v1/policy/explain?${query}`);
  expect(body).toMatchObject({ outcome: 'refuse', text: expect.stringContaining('suspended') });
});

it('what was approved for it sets nothing off, until it is resumed and tried again', async () => {
  const { keys, ask, approved, register, call, world } = await aDesk();
  const { id } = (await ask(keys.ci)).body;
  await approved(id);
  await register('POST', '/ci-deploy/suspend', { reason: 'Away' });
  await world.deliverAll();
  expect(world.sent).toEqual([]);
  const operator = { key: keys.operator };
  const [dead] = (await call('GET', '/v1/operator/deliveries/dead', operator)).body.items;
  expect(dead).toMatchObject({ task: 'webhook.send', error: expect.stringContaining('suspended') });
  await register('POST', '/ci-deploy/resume');
  await call('POST', `/v1/operator/deliveries/${dead.id}/retry`, operator);
  await world.deliverAll();
  expect(world.sent).toMatchObject([{ type: 'request.approved', data: { request: id } }]);
});

it('what was approved for whom the configuration suspends sets nothing off, either', async () => {
  const { keys, ask, approved, world } = await aDesk();
  await approved((await ask(keys.ci)).body.id);
  world.ctx.identities.inFile = () => 'suspended';
  await world.deliverAll();
  expect(world.sent).toEqual([]);
});

it('nor does what was approved for one that is not in the register any more', async () => {
  const { keys, ask, approved, call, world } = await aDesk();
  await approved((await ask(keys.ci)).body.id);
  world.ctx.identities.inFile = () => null;
  await world.deliverAll();
  expect(world.sent).toEqual([]);
  const operator = { key: keys.operator };
  const [dead] = (await call('GET', '/v1/operator/deliveries/dead', operator)).body.items;
  expect(dead).toMatchObject({ error: expect.stringContaining('not in the register any more') });
});

it('nobody approves for it meanwhile, and what was not approved starts nothing once it is resumed', async () => {
  const { keys, ask, approved, register, call, world } = await aDesk();
  const { id } = (await ask(keys.ci)).body;
  await register('POST', '/ci-deploy/suspend', { reason: 'Away' });
  await approved(id);
  expect((await call('GET', `/v1/requests/${id}`)).body.explanation).toMatch(
    /has been suspended since .* until it is resumed\. Stage “release” wants 1 more approval/u,
  );
  await register('POST', '/ci-deploy/resume');
  await world.deliverAll();
  expect(world.sent).toEqual([]);
  expect((await call('GET', `/v1/requests/${id}`)).body).toMatchObject({ status: 'pending' });
  await approved(id);
  expect((await call('GET', `/v1/requests/${id}`)).body).toMatchObject({ status: 'approved' });
});
