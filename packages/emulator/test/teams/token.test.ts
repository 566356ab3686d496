import { describe, expect, it } from 'vitest';
import { createRemoteJWKSet, decodeProtectedHeader, jwtVerify } from 'jose';
import { appId, requestToken, startDouble, tenantId } from './support/bot.ts';

describe('the token endpoint', () => {
  it.each([
    ['https://api.botframework.com', undefined],
    ['https://graph.microsoft.com', ['User.Read.All', 'GroupMember.Read.All']],
  ])('issues a token for %s that verifies by Entra’s keys', async (audience, roles) => {
    const double = await startDouble();
    const { status, body } = await requestToken(double, { scope: `${audience}/.default` });
    expect(status).toBe(200);
    expect(body).toMatchObject({ token_type: 'Bearer', expires_in: 3599, ext_expires_in: 3599 });
    const token = String(body['access_token']);
    const keys = createRemoteJWKSet(new URL(`${double.entraUrl}/${tenantId}/discovery/v2.0/keys`));
    const { payload } = await jwtVerify(token, keys, { audience });
    expect(payload).toMatchObject({ appid: appId, tid: tenantId, iss: expect.any(String) });
    expect(payload['roles']).toEqual(roles);
    expect(decodeProtectedHeader(token)).toMatchObject({ alg: 'RS256', typ: 'JWT' });
  });

  it.each([
    ['a wrong secret', { client_secret: 'no' }, tenantId, 401, 'invalid_client', 7000215],
    ['no secret', { client_secret: '' }, tenantId, 401, 'invalid_client', 7000215],
    ['another app', { client_id: 'x' }, tenantId, 400, 'unauthorized_client', 700016],
    ['another tenant', {}, 'x.example', 400, 'invalid_request', 90002],
    ['the Bot Framework’s tenant', {}, 'botframework.com', 400, 'unauthorized_client', 700016],
    ['no scope', { scope: '' }, tenantId, 400, 'invalid_request', 900144],
    ['a bare scope', { scope: 'User.Read' }, tenantId, 400, 'invalid_scope', 1002012],
    [
      'a strange resource',
      { scope: 'api://x/.default' },
      tenantId,
      400,
      'invalid_resource',
      500011,
    ],
    ['a password', { grant_type: 'password' }, tenantId, 400, 'unsupported_grant_type', 70003],
  ])('refuses %s as Entra does', async (_what, form, tenant, status, error, number) => {
    const double = await startDouble();
    const answer = await requestToken(double, form, tenant);
    expect(answer).toMatchObject({ status, body: { error, error_codes: [number] } });
    const { body } = answer;
    expect(body['error_description']).toMatch(new RegExp(`^AADSTS${number}: `));
    for (const field of ['timestamp', 'trace_id', 'correlation_id', 'error_uri']) {
      expect(body).toHaveProperty(field);
    }
  });

  it('knows a multi-tenant bot in the Bot Framework’s tenant too', async () => {
    const bot = { appId, secret: 's', multiTenant: true };
    const double = await startDouble({ bot });
    const asked = await requestToken(double, { client_secret: 's' }, 'botframework.com');
    expect(asked.status).toBe(200);
  });

  it('gives a managed identity its token, and only with the metadata header', async () => {
    const double = await startDouble();
    const url = `${double.url}/metadata/identity/oauth2/token?api-version=2018-02-01&resource=https://graph.microsoft.com`;
    expect((await fetch(url)).status).toBe(400);
    const response = await fetch(url, { headers: { metadata: 'true' } });
    expect(await response.json()).toMatchObject({ token_type: 'Bearer', client_id: appId });
  });
});
