import { exportSPKI, importJWK } from 'jose';
import { expect, it } from 'vitest';
import { goodClaims, signed, startIssuer, trusting } from './double.ts';

const base64 = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

it('the public key is not accepted as a shared secret', async () => {
  const issuer = await startIssuer('RS256');
  const publicKey = await importJWK(issuer.jwk, 'RS256', { extractable: true });
  if (publicKey instanceof Uint8Array) throw new Error('an RSA key is expected');
  const secret = new TextEncoder().encode(await exportSPKI(publicKey));
  const forged = await signed(
    { ...goodClaims, iss: issuer.url },
    { alg: 'HS256', kid: 'key-1' },
    secret,
  );
  expect(await trusting(issuer)(forged)).toMatchObject({ ok: false, code: 'unauthenticated' });
});

it.each(['none', 'None', 'NONE', ''])('a token with the algorithm %j is refused', async (alg) => {
  const issuer = await startIssuer();
  const claims = base64({ ...goodClaims, iss: issuer.url });
  for (const signature of ['', 'AAAA']) {
    const forged = `${base64({ alg, kid: 'key-1' })}.${claims}.${signature}`;
    expect(await trusting(issuer)(forged)).toMatchObject({ ok: false, code: 'unauthenticated' });
  }
});
