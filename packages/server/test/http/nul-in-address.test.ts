import { afterEach, beforeEach, expect, it } from 'vitest';
import { anApi, type Api } from '../support/api.ts';

let api: Api;
beforeEach(async () => {
  api = await anApi();
});
afterEach(() => api.close());

/** PostgreSQL fails at it: each of these was an error of the service, and one in its log. */
it.each([
  ['GET', '/v1/requests/%00', 'ci'],
  ['POST', '/v1/requests/req_1%00/withdraw', 'ci'],
  ['GET', '/v1/requests?after=%00', 'ci'],
  ['GET', '/v1/grants/%00', 'ci'],
  ['GET', '/v1/operator/requests?after=%00', 'operator'],
  ['POST', '/v1/operator/deliveries/%00/retry', 'operator'],
  ['GET', '/v1/identities/%00', 'operator'],
] as const)('%s %s is told what is wrong with it', async (method, path, who) => {
  expect(await api.call(method, path, { key: api.keys[who] })).toMatchObject({
    status: 400,
    body: { code: 'malformed', detail: expect.stringContaining('NUL') },
  });
});

it('takes what only looks like one', async () => {
  expect(await api.call('GET', '/v1/requests/%2500')).toMatchObject({
    status: 404,
    body: { detail: expect.stringContaining('There is no request %00 here') },
  });
});

it('is told of one in the details of a token exchange, too', async () => {
  const details = [{ type: 'countersign_change', request: 'req_1\0', run: 'r', digest: 'x' }];
  const answer = await fetch(`${api.url}/oauth/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
      subject_token: api.keys.ci,
      subject_token_type: 'urn:ietf:params:oauth:token-type:access_token',
      authorization_details: JSON.stringify(details),
    }),
  });
  expect([answer.status, await answer.json()]).toMatchObject([400, { error: 'invalid_request' }]);
});
