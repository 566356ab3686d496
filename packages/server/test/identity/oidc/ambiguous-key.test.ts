import { exportJWK, generateKeyPair } from 'jose';
import { expect, it } from 'vitest';
import { startIssuer, trusting } from './double.ts';

it('of two keys with one id nobody knows which one is meant: no token of them proves anything', async () => {
  const issuer = await startIssuer();
  const { publicKey } = await generateKeyPair('ES256');
  issuer.published.keys.push({ ...issuer.jwk, ...(await exportJWK(publicKey)) });
  expect(await trusting(issuer)(await issuer.token())).toMatchObject({
    ok: false,
    code: 'unauthenticated',
  });
});
