import { startTeamsDouble } from '@countersign/emulator';
import { decodeJwt } from 'jose';
import { afterAll, expect, it, vi } from 'vitest';
import { createHttp } from '../../src/chat/teams/http.ts';
import { createTokens } from '../../src/chat/teams/tokens.ts';
import { credentialOf } from '../../src/teams-credential.ts';
import { APP, TENANT } from './desk.ts';

const double = await startTeamsDouble({ tenantId: TENANT, bot: { appId: APP, secret: 'none' } });
const http = createHttp(Date.now);
afterAll(async () => {
  vi.unstubAllEnvs();
  await http.close();
  await double.close();
});

/** MSAL looks at the environment once in a process: what it finds there holds for this file. */
vi.stubEnv('AZURE_POD_IDENTITY_AUTHORITY_HOST', double.entraUrl);

function tokens(appId: string) {
  const credential = credentialOf({}, process.env);
  const login = 'https://login.microsoftonline.com';
  const source = createTokens({ http, login, appId, credential, now: Date.now });
  return (scope: string) => source.get({ tenant: TENANT, scope });
}

const scopes = ['https://api.botframework.com/.default', 'https://graph.microsoft.com/.default'];

it('the identity of a virtual machine needs no secret', async () => {
  const get = tokens(APP);
  const got = [];
  for (const scope of [...scopes, ...scopes]) got.push(await get(scope));
  expect(got.map((token) => decodeJwt(token).aud)).toEqual([
    ...scopes.map((scope) => scope.replace('/.default', '')),
    ...scopes.map((scope) => scope.replace('/.default', '')),
  ]);
  expect(double.calls().map(({ operation }) => operation)).toEqual(['token', 'token']);
});

it('is told where the machine has no such identity', async () => {
  const other = tokens('00000000-1111-2222-3333-444444444444');
  await expect(other(scopes[0] ?? '')).rejects.toMatchObject({
    name: 'TeamsCallError',
    message: 'Entra answered 400 (invalid_request).',
    token: true,
  });
});

it('is asked again by us alone, not by the library', async () => {
  const before = double.calls().length;
  double.fail({ operation: 'token', with: { kind: 'http', status: 503, retryAfter: 9 } });
  await expect(tokens(APP)(scopes[0] ?? '')).rejects.toMatchObject({
    status: 503,
    retryAfterMs: 9_000,
  });
  expect(double.calls()).toHaveLength(before + 1);
});
