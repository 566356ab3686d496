import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT, type JWTPayload } from 'jose';
import { onTestFinished } from 'vitest';
import { CLIENT, PUBLIC_URL } from './provider.ts';

type Forgery = {
  /** Over what an honest provider says; undefined leaves a claim out. */
  claims?: { [claim: string]: unknown };
  /** In the address that the browser comes back with. */
  answer?: { [parameter: string]: string };
  /** Makes the token from its claims, in the place of the provider's own key. */
  sign?: (claims: JWTPayload, kid: string) => Promise<string>;
  /** What the discovery document says otherwise. */
  metadata?: { [name: string]: unknown };
};

/** A provider that says what a test wants, where a real one would not. */
export async function aForger(subject = 'sub-ada') {
  const { publicKey, privateKey } = await generateKeyPair('ES256');
  const kid = 'its-key';
  const jwk = { ...(await exportJWK(publicKey)), kid, alg: 'ES256', use: 'sig' };
  const forged: { current: Forgery; nonce: string } = { current: {}, nonce: '' };
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    void answer(request.url ?? '', response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  onTestFinished(() => server.closeAllConnections());
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const issuer = `http://${host}`;
  let isAway = false;

  async function answer(path: string, response: ServerResponse): Promise<void> {
    const body = await reply(path);
    response.setHeader('content-type', 'application/json');
    response.writeHead(body === null ? 503 : 200).end(JSON.stringify(body ?? {}));
  }

  async function reply(path: string): Promise<object | null> {
    if (isAway) return null;
    if (path === '/.well-known/openid-configuration') return discovery();
    if (path === '/jwks') return { keys: [jwk] };
    const { claims: other = {}, sign = ownKey } = forged.current;
    const now = Math.floor(Date.now() / 1_000);
    const honest = { iss: issuer, aud: CLIENT.id, sub: subject, iat: now, exp: now + 60 };
    const claims = { ...honest, nonce: forged.nonce, ...other };
    return {
      access_token: 'opaque',
      token_type: 'Bearer',
      id_token: await sign(JSON.parse(JSON.stringify(claims)) as JWTPayload, kid),
    };
  }

  function discovery() {
    return {
      issuer,
      authorization_endpoint: `${issuer}/authorize`,
      token_endpoint: `${issuer}/token`,
      jwks_uri: `${issuer}/jwks`,
      response_types_supported: ['code'],
      subject_types_supported: ['public'],
      id_token_signing_alg_values_supported: ['ES256'],
      ...forged.current.metadata,
    };
  }

  async function ownKey(claims: JWTPayload): Promise<string> {
    return new SignJWT(claims).setProtectedHeader({ alg: 'ES256', kid }).sign(privateKey);
  }

  return {
    host,
    issuer,
    /** Every call that reached it. */
    asked,
    forge: (forgery: Forgery) => void (forged.current = forgery),
    away: (away: boolean) => void (isAway = away),
    /** Gives a code for what the browser asked, and sends it back with that. */
    async visit(address: string): Promise<string> {
      const query = new URL(address).searchParams;
      forged.nonce = query.get('nonce') ?? '';
      const back = new URL(`${PUBLIC_URL}/auth/callback`);
      const told = { code: 'a-code', state: query.get('state') ?? '', ...forged.current.answer };
      for (const [name, value] of Object.entries(told)) back.searchParams.set(name, value);
      return back.href;
    },
  };
}
