import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anApi, type Api } from '../support/api.ts';
import { grantIn } from './scene.ts';

let api: Api;
let granted: Awaited<ReturnType<typeof grantIn>>;
beforeAll(async () => {
  api = await anApi();
  granted = await grantIn(api.world, { identity: 'ci-deploy' });
});
afterAll(() => api.close());

const path = () => `/v1/grants/${granted.grant.id}/credentials`;
const ask = (more: object = {}) => ({ target: 'orders-db', digest: granted.grant.digest, ...more });

describe('POST /v1/grants/:id/credentials', () => {
  it('answers with the secret part, once, and lets nobody keep it', async () => {
    const opened = await api.call('POST', path(), { body: ask() });
    expect(opened).toMatchObject({
      status: 201,
      body: { target: 'orders-db', kind: 'postgres', user: 'cs_1', password: 's3cret-password' },
    });
    expect(opened.headers.get('cache-control')).toBe('no-store');
    expect(await api.call('POST', path(), { body: ask() })).toMatchObject({
      status: 409,
      body: { code: 'credential_taken' },
    });
  });

  it('takes the bot’s own key, and its own grants alone', async () => {
    const body = ask({ target: 'npm-token' });
    expect((await api.call('POST', path(), { body, key: null })).status).toBe(401);
    expect((await api.call('POST', path(), { body, key: api.keys.other })).status).toBe(404);
    expect((await api.call('POST', path(), { body, key: api.keys.operator })).status).toBe(401);
  });

  it.each([
    ['no digest', { target: 'orders-db' }],
    ['a digest that is none', { target: 'orders-db', digest: 'sha256:1' }],
    ['a private key', { publicKey: { kty: 'OKP', crv: 'X25519', x: 'AA', d: 'AA' } }],
    ['what nobody knows', { more: true }],
  ])('refuses %s', async (_, body) => {
    const whole = 'target' in body ? body : ask(body);
    expect((await api.call('POST', path(), { body: whole })).status).toBe(422);
  });
});

it('operators see what is open, and no secret of it; bots do not', async () => {
  const listed = await api.call('GET', '/v1/operator/credentials', { key: api.keys.operator });
  expect(listed.body).toMatchObject({ items: [{ target: 'orders-db', status: 'open', tries: 0 }] });
  expect(JSON.stringify(listed.body)).not.toContain('s3cret');
  expect((await api.call('GET', '/v1/operator/credentials')).status).toBe(401);
});

it('only a target of SSH has a list of revoked ones', async () => {
  const list = await api.call('GET', '/v1/targets/orders-db/revoked', { key: null });
  expect(list).toMatchObject({ status: 404, body: { code: 'not_found' } });
});
