import { describe, expect, it } from 'vitest';
import { aDesk, other } from './desk.ts';

type Desk = Awaited<ReturnType<typeof aDesk>>;
type Granted = Awaited<ReturnType<Desk['granted']>>;

const ways: [why: string, how: string, act: (desk: Desk, grant: Granted) => Promise<unknown>][] = [
  ['given_back', 'by its token', (desk, { token }) => desk.form('/oauth/revoke', { token })],
  ['given_back', 'by its identity', (desk, { id }) => desk.call('POST', `/v1/grants/${id}/revoke`)],
  [
    'operator',
    'by an operator',
    (desk, { id }) =>
      desk.call('POST', `/v1/operator/grants/${id}/revoke`, { key: desk.keys.operator }),
  ],
  [
    'withdrawn',
    'when the bot withdraws its request',
    (desk, { request }) => desk.call('POST', `/v1/requests/${request}/withdraw`),
  ],
  [
    'outcome',
    'when its run reports its end',
    (desk, { request }) =>
      desk.call('POST', `/v1/requests/${request}/outcome`, {
        body: { status: 'failed', exitCode: 1, run: 'run-1' },
      }),
  ],
  [
    'changed',
    'when its run comes with another change',
    (desk, { request }) => desk.grant(request, { run: 'run-1', digest: other }),
  ],
  [
    'suspended',
    'when its identity is suspended',
    (desk) =>
      desk.call('POST', '/v1/identities/ci-deploy/suspend', {
        key: desk.keys.operator,
        body: { reason: 'It leaked its key.' },
      }),
  ],
];

describe('a grant is revoked', () => {
  it.each(ways)('(%s) %s: introspection says so at once', async (why, _, act) => {
    const desk = await aDesk();
    const grant = await desk.granted();
    await act(desk, grant);
    expect(await desk.introspect(grant.token)).toEqual({ active: false });
    expect(await desk.world.store.grants.get(grant.id)).toMatchObject({ revoked: { why } });
    expect(await desk.kinds(grant.request)).toEqual(['grant.issued', 'grant.revoked']);
  });

  it('once: the first end stays', async () => {
    const desk = await aDesk();
    const { id, token, request } = await desk.granted();
    for (const _ of [1, 2]) {
      expect((await desk.form('/oauth/revoke', { token })).status).toBe(200);
    }
    await desk.call('POST', `/v1/operator/grants/${id}/revoke`, { key: desk.keys.operator });
    expect(await desk.kinds(request)).toEqual(['grant.issued', 'grant.revoked']);
  });

  it('and is not given again to its run', async () => {
    const desk = await aDesk();
    const { id, request, digest } = await desk.granted();
    await desk.call('POST', `/v1/grants/${id}/revoke`);
    expect((await desk.grant(request, { run: 'run-1', digest })).body).toMatchObject({
      code: 'grant_ended',
    });
  });

  it('what is no grant is over anyway (RFC 7009)', async () => {
    const desk = await aDesk();
    const { status } = await desk.form('/oauth/revoke', { token: 'nonsense' });
    expect(status).toBe(200);
    const missing = await desk.form('/oauth/revoke', {});
    expect([missing.status, missing.body['error']]).toEqual([400, 'invalid_request']);
  });

  it('a withdrawn request that was approved and gave no grant stays as it was', async () => {
    const desk = await aDesk();
    const { id } = await desk.ask();
    expect((await desk.call('POST', `/v1/requests/${id}/withdraw`)).body).toMatchObject({
      code: 'already_decided',
    });
  });

  it('an identity that is suspended is given none', async () => {
    const desk = await aDesk();
    const { id, digest } = await desk.ask();
    await desk.start(id);
    await desk.world.store.grants.ofRequest(id);
    await desk.call('POST', '/v1/identities/ci-deploy/suspend', {
      key: desk.keys.operator,
      body: { reason: 'It leaked its key.' },
    });
    const { status } = await desk.grant(id, { run: 'run-1', digest });
    expect(status).toBe(403);
    expect(await desk.world.store.grants.ofRequest(id)).toBeNull();
  });
});
