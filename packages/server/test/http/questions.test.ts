import { afterEach, beforeEach, expect, it } from 'vitest';
import { anApi, type Api } from '../support/api.ts';

let api: Api;
beforeEach(async () => {
  api = await anApi();
});
afterEach(() => api.close());

it.each(['/v1/requests?staus=pending', '/v1/requests?limit=5&limits=6'])(
  'an unknown question is not ignored: %s',
  async (path) => {
    expect(await api.call('GET', path)).toMatchObject({ status: 422, body: { code: 'invalid' } });
  },
);

it('a page after a request that is none of the caller’s is refused', async () => {
  expect(await api.call('GET', '/v1/requests?after=req_none')).toMatchObject({
    status: 422,
    body: { code: 'invalid', detail: expect.stringContaining('after') },
  });
});

it('a request without an id is asked back for', async () => {
  const { body } = await api.call('GET', '/v1/requests/');
  expect(body.code).toBe('not_found');
  expect(body.detail).not.toContain('request  of');
});

it('a bot is told that its key is not an operator’s', async () => {
  expect(await api.call('GET', '/v1/operator/deliveries/dead')).toMatchObject({
    status: 401,
    body: { detail: expect.stringContaining('operator’s key') },
  });
});
