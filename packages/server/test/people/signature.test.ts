import { generateKeyPair, SignJWT, UnsecuredJWT, type JWTPayload } from 'jose';
import { expect, it } from 'vitest';
import { ada, aDesk } from './desk.ts';
import { aForger } from './forger.ts';
import { CLIENT } from './provider.ts';

const secret = new TextEncoder().encode(CLIENT.secret.padEnd(32, '.'));

it.each<[string, (claims: JWTPayload, kid: string) => Promise<string>]>([
  [
    'a key of somebody else',
    async (claims, kid) => {
      const { privateKey } = await generateKeyPair('ES256');
      return new SignJWT(claims).setProtectedHeader({ alg: 'ES256', kid }).sign(privateKey);
    },
  ],
  [
    'the client secret (HS256)',
    async (claims, kid) =>
      new SignJWT(claims).setProtectedHeader({ alg: 'HS256', kid }).sign(secret),
  ],
  ['nothing (alg none)', async (claims) => new UnsecuredJWT(claims).encode()],
])('a token that is signed by %s signs nobody in', async (_, sign) => {
  const provider = await aForger();
  const desk = await aDesk(provider, ada(provider.issuer, 'viewer'));
  provider.forge({ sign });
  expect(await desk.browser().signIn(provider, null)).toMatchObject({
    status: 400,
    body: { code: 'sign_in_failed' },
  });
});
