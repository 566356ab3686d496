import { ConfidentialClientApplication, type INetworkModule } from '@azure/msal-node';
import { describe, expect, it } from 'vitest';
import type { TeamsDouble } from '../../src/index.ts';
import { appId, secret, startDouble, tenantId } from './support/bot.ts';
import { selfSigned } from './support/certificate.ts';

const scopes = ['https://api.botframework.com/.default'];

/** Reaches the double where the client means Microsoft: the client itself insists on https. */
function network(double: TeamsDouble): INetworkModule {
  const ask = async (url: string, method: string, body?: string, headers?: HeadersInit) => {
    const there = url.replace('https://login.microsoftonline.com', double.entraUrl);
    const response = await fetch(there, {
      method,
      ...(body && { body }),
      ...(headers && { headers }),
    });
    const headersBack = Object.fromEntries(response.headers);
    return { status: response.status, headers: headersBack, body: await response.json() };
  };
  return {
    sendGetRequestAsync: (url, options) => ask(url, 'GET', undefined, options?.headers),
    sendPostRequestAsync: (url, options) => ask(url, 'POST', options?.body, options?.headers),
  };
}

function clientWith(double: TeamsDouble, credential: object) {
  const authority = `https://login.microsoftonline.com/${tenantId}`;
  return new ConfidentialClientApplication({
    auth: { clientId: appId, authority, ...credential },
    system: { networkClient: network(double) },
  });
}

describe('@azure/msal-node', () => {
  it('gets a token with a secret, and keeps it', async () => {
    const double = await startDouble();
    const client = clientWith(double, { clientSecret: secret });
    const first = await client.acquireTokenByClientCredential({ scopes });
    const second = await client.acquireTokenByClientCredential({ scopes });
    expect(first?.accessToken).toBeTypeOf('string');
    expect(second?.accessToken).toBe(first?.accessToken);
    expect(double.calls().filter(({ operation }) => operation === 'token')).toHaveLength(1);
  });

  it('understands the refusal of a wrong secret', async () => {
    const double = await startDouble();
    const client = clientWith(double, { clientSecret: 'no' });
    await expect(client.acquireTokenByClientCredential({ scopes })).rejects.toMatchObject({
      errorCode: 'invalid_client',
      message: expect.stringContaining('AADSTS7000215'),
    });
  });

  it('gets a token with a certificate, and with no other one', async () => {
    const mine = selfSigned();
    const bot = { appId, certificate: mine.certificate };
    const double = await startDouble({ bot });
    const tokenWith = async ({ privateKey, thumbprintSha256 }: ReturnType<typeof selfSigned>) => {
      const clientCertificate = { thumbprintSha256, privateKey };
      const client = clientWith(double, { clientCertificate });
      return client.acquireTokenByClientCredential({ scopes });
    };
    expect((await tokenWith(mine))?.accessToken).toBeTypeOf('string');
    await expect(tokenWith(selfSigned())).rejects.toThrow('AADSTS700027');
    const disguised = { ...selfSigned(), thumbprintSha256: mine.thumbprintSha256 };
    await expect(tokenWith(disguised)).rejects.toThrow('AADSTS700027');
  });
});
