import { expect, it, onTestFinished, vi } from 'vitest';
import { TeamsCallError } from '../../src/chat/teams/call-error.ts';
import { clouds } from '../../src/chat/teams/clouds.ts';
import type { Http, HttpCall } from '../../src/chat/teams/http.ts';
import { msalNetwork } from '../../src/chat/teams/msal-network.ts';
import { createTokens } from '../../src/chat/teams/tokens.ts';
import { APP, TENANT } from './desk.ts';

function recorded() {
  const calls: HttpCall[] = [];
  const body = { token_type: 'Bearer', access_token: 't', expires_in: 3_599 };
  const http: Http = Object.assign(
    async (call: HttpCall) => {
      calls.push(call);
      return { status: 200, retryAfterMs: undefined, body };
    },
    { close: async () => {} },
  );
  return { http, calls };
}

it.each(Object.entries(clouds))(
  'in the cloud %s nobody but its login host is asked, whatever the environment says',
  async (_, { login, botScope, graphScope }) => {
    vi.stubEnv('MSAL_FORCE_REGION', 'westus');
    vi.stubEnv('REGION_NAME', 'westus');
    onTestFinished(() => void vi.unstubAllEnvs());
    const { http, calls } = recorded();
    const credential = { kind: 'secret', secret: 'abc8Q~secret' } as const;
    const tokens = createTokens({ http, login, appId: APP, credential, now: Date.now });
    for (const scope of [botScope, graphScope]) {
      expect(await tokens.get({ tenant: TENANT, scope })).toBe('t');
    }
    const endpoint = `${login}/${TENANT}/oauth2/v2.0/token`;
    expect(calls.map(({ url }) => url.split('?')[0])).toEqual([endpoint, endpoint]);
    expect(calls.map(({ timeoutMs }) => timeoutMs)).toEqual([5_000, 5_000]);
  },
);

it.each([
  'https://login.microsoftonline.com.evil.example/x',
  'http://login.microsoftonline.com/x',
  'https://login.microsoftonline.com:8443/x',
  'http://169.254.169.254/metadata/instance/compute',
])('MSAL does not get out to %s', async (url) => {
  const { http, calls } = recorded();
  const network = msalNetwork(http, ['https://login.microsoftonline.com'], (failure) => failure);
  const asked = [network.sendGetRequestAsync(url), network.sendPostRequestAsync(url)];
  for (const ask of asked) {
    const error: unknown = await ask.catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(TeamsCallError);
    expect(error).toMatchObject({ token: true, message: expect.stringContaining('nothing was') });
  }
  expect(calls).toEqual([]);
});
