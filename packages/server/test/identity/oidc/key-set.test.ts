import { exportJWK } from 'jose';
import { expect, it } from 'vitest';
import { signingKeys } from '../../../src/identity/signing-keys.ts';
import { goodClaims, signed, startIssuer, trusting } from './double.ts';

it('a set with a symmetric key among the others is refused whole', async () => {
  const issuer = await startIssuer();
  const secret = new Uint8Array(32).fill(7);
  issuer.published.keys.push({ ...(await exportJWK(secret)), kid: 'shared', alg: 'HS256' });
  const forged = await signed(
    { ...goodClaims, iss: issuer.url },
    { alg: 'HS256', kid: 'shared' },
    secret,
  );
  expect(await trusting(issuer)(forged)).toMatchObject({ ok: false });
  expect(await trusting(issuer)(await issuer.token())).toMatchObject({ ok: false });
});

it('a set that publishes a private key is refused whole', async () => {
  const issuer = await startIssuer();
  issuer.published.keys = [{ ...(await exportJWK(issuer.privateKey)), kid: 'key-1' }];
  expect(await trusting(issuer)(await issuer.token())).toMatchObject({ ok: false });
});

it('keys that SPIFFE marks "jwt-svid" prove, keys for certificates or encryption do not', async () => {
  for (const [use, ok] of [
    ['jwt-svid', true],
    ['x509-svid', false],
    ['enc', false],
  ] as const) {
    const issuer = await startIssuer();
    issuer.published.keys = [{ ...issuer.jwk, use }];
    expect(await trusting(issuer)(await issuer.token())).toMatchObject({ ok });
  }
});

it.each([
  null,
  [],
  'keys',
  { keys: {} },
  { keys: [null] },
  { keys: Array.from({ length: 101 }, () => ({ kty: 'EC' })) },
])('what is not a key set is refused: %j', (published) =>
  expect(() => signingKeys(published)).toThrow('not a JSON Web Key Set'),
);
