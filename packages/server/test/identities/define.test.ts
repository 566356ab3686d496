import { expect, it } from 'vitest';
import { aDesk } from './desk.ts';

it('an identity that the API made asks by its key, within its actions', async () => {
  const { made, ask, register, entries } = await aDesk();
  const { key } = await made('night-job', { purpose: 'Ledgers', actions: ['deploy', 'db.*'] });
  expect((await ask(key)).status).toBe(201);
  for (const action of ['db.migrate', 'ping', 'migrate', 'deployment']) {
    const answer = await ask(key, { action, resource: 'elsewhere' });
    const isAllowed = action === 'db.migrate';
    expect(answer.body.code === 'action_not_allowed').toBe(!isAllowed);
  }
  expect((await register('GET', '/night-job')).body).toMatchObject({
    id: 'night-job',
    owner: 'olga',
    purpose: 'Ledgers',
    source: 'api',
    differences: [],
    standing: 'active',
  });
  expect((await entries()).map(({ kind }) => kind)).toEqual([
    'identity.created',
    'identity.key_added',
  ]);
});

it('the owner stands behind what it asks', async () => {
  const { made, ask, world } = await aDesk();
  const { key } = await made();
  const { id } = (await ask(key)).body;
  expect((await world.store.requests.get(id))?.state.behind).toEqual([
    { id: 'olga', name: 'Olga', as: 'owner' },
  ]);
});

it('a change counts at once, and leaves the keys', async () => {
  const { made, ask, register } = await aDesk();
  const { key } = await made();
  expect((await ask(key)).status).toBe(201);
  const changed = { name: 'Night', owner: 'olga', actions: ['ping'] };
  expect((await register('PUT', '/night-job', changed)).body).toMatchObject({
    name: 'Night',
    actions: ['ping'],
  });
  expect(await ask(key, { resource: 'vault' })).toMatchObject({
    status: 403,
    body: { code: 'action_not_allowed' },
  });
});

it.each([
  ['nobody owns it', { owner: 'eve' }, /Nobody here is “eve”/u],
  ['its team is not there', { owner: 'team:none' }, /team:/u],
  ['an action is no glob', { actions: ['a**b'] }, /\*\*/u],
  [
    'it is bound to an issuer that is not there',
    { oidc: [{ issuer: 'x', claims: { sub: 'y' } }] },
    /no issuer named "x"/u,
  ],
])('one is refused where %s', async (_, more, why) => {
  const { register } = await aDesk();
  const answer = await register('POST', '', { id: 'bot', name: 'Bot', owner: 'olga', ...more });
  expect(answer).toMatchObject({ status: 422, body: { code: 'invalid' } });
  expect(answer.body.detail).toMatch(why);
  expect((await register('GET', '/bot')).status).toBe(404);
});

it('an id is taken once', async () => {
  const { made, register } = await aDesk();
  await made();
  const again = { id: 'night-job', name: 'Again', owner: 'olga' };
  expect(await register('POST', '', again)).toMatchObject({
    status: 409,
    body: { code: 'identity_exists' },
  });
});

it('what the configuration defines is changed there, and can be suspended here', async () => {
  const { register } = await aDesk();
  const bot = { name: 'CI', owner: 'olga' };
  for (const [method, path, body] of [
    ['POST', '', { id: 'ci-deploy', ...bot }],
    ['PUT', '/ci-deploy', bot],
    ['POST', '/ci-deploy/keys', undefined],
    ['POST', '/ci-deploy/keys/rotate', {}],
    ['DELETE', '/ci-deploy/keys/0123456789', undefined],
  ] as const) {
    expect(await register(method, path, body)).toMatchObject({
      status: 409,
      body: { code: 'managed_by_file' },
    });
  }
  expect((await register('POST', '/ci-deploy/suspend', { reason: 'Away' })).status).toBe(200);
});

it('a bot’s key, and none, open nothing of the register', async () => {
  const { call, keys } = await aDesk();
  for (const key of [keys.ci, null]) {
    expect((await call('GET', '/v1/identities', { key })).status).toBe(401);
    expect((await call('POST', '/v1/identities/ci-deploy/suspend', { key })).status).toBe(401);
  }
});
