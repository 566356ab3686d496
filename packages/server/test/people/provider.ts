import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { errors, Provider } from 'oidc-provider';
import { onTestFinished } from 'vitest';

export const CLIENT = { id: 'countersign', secret: 'a-secret-of-the-client' };
export const PUBLIC_URL = 'https://countersign.example.com';

/** What the provider says of an account besides its subject. */
export type Account = { [claim: string]: unknown };

/** A real OIDC provider on loopback, at which whoever is named is signed in without a form. */
export async function aProvider(accounts: { [subject: string]: Account }, path = '') {
  let signingIn: string | null = null;
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  onTestFinished(() => server.closeAllConnections());
  const { port } = server.address() as AddressInfo;
  const host = `127.0.0.1:${port}`;
  const issuer = `http://${host}${path}`;
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: CLIENT.id,
        client_secret: CLIENT.secret,
        redirect_uris: [`${PUBLIC_URL}/auth/callback`],
      },
    ],
    claims: {
      openid: ['sub'],
      groups: ['groups'],
      profile: ['name', 'tid', 'oid'],
      email: ['email', 'email_verified'],
    },
    conformIdTokenClaims: false,
    ttl: { AccessToken: 60, Grant: 60, IdToken: 60, Interaction: 60, Session: 60 },
    features: { devInteractions: { enabled: false } },
    cookies: { keys: ['only for tests'] },
    pkce: { required: () => true },
    interactions: { url: (_, { uid }) => `${path}/interaction/${uid}` },
    findAccount: (_, subject) => ({
      accountId: subject,
      claims: () => ({ sub: subject, ...accounts[subject] }),
    }),
    loadExistingGrant: async (context) => {
      const grant = new provider.Grant({
        accountId: context.oidc.account?.accountId ?? '',
        clientId: CLIENT.id,
      });
      grant.addOIDCScope('openid profile email groups');
      await grant.save();
      return grant;
    },
  });
  const answer = provider.callback();
  server.on('request', (request, response) => {
    // A provider with a path in its issuer is mounted below it, as Connect does that.
    Object.assign(request, { originalUrl: request.url });
    request.url = request.url?.slice(path.length) ?? '/';
    if (!request.url.startsWith('/interaction/')) return void answer(request, response);
    const result =
      signingIn === null
        ? { error: 'access_denied', error_description: '<script>alert(1)</script>' }
        : { login: { accountId: signingIn } };
    provider.interactionFinished(request, response, result).catch((error: unknown) => {
      response.writeHead(error instanceof errors.OIDCProviderError ? error.statusCode : 500).end();
    });
  });

  return {
    host,
    issuer,
    /** Follows the browser through the provider, and returns where it is sent in the end. */
    async visit(address: string, subject: string | null): Promise<string> {
      signingIn = subject;
      const jar = new Map<string, string>();
      let at = address;
      for (let step = 0; step < 8 && at.startsWith(`http://${host}`); step += 1) {
        const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
        const response = await fetch(at, { redirect: 'manual', headers: { cookie } });
        for (const line of response.headers.getSetCookie()) {
          const [, name = '', value = ''] = /^([^=]+)=([^;]*)/u.exec(line) ?? [];
          jar.set(name, value);
        }
        const to = response.headers.get('location');
        if (to === null) throw new Error(`The provider stopped: ${await response.text()}`);
        at = new URL(to, at).href;
      }
      return at;
    },
  };
}
