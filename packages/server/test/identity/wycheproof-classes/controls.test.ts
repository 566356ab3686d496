import { generateKeyPairSync, sign } from 'node:crypto';
import { compactVerify, importJWK } from 'jose';
import { expect, it } from 'vitest';
import { isRoca } from '../../../src/identity/roca.ts';
import { goodClaims, startIssuer, trusting } from '../oidc/double.ts';
import { pkcs1 } from './digest-info.ts';
import { openRsa, rsa, rsaSigner, type Signer } from './keys.ts';
import { roca } from './key-sets.ts';
import { padding } from './padding.ts';
import { pss } from './pss.ts';
import { genuine, noKey, notAllowed, partsOf, rs256, type Refusal } from './vectors.ts';

const claims = JSON.stringify(goodClaims);

/** The answer of a service that trusts an issuer with this key. */
async function answerTo(by: Signer) {
  const double = await startIssuer();
  double.answers.set('/jwks', { keys: [by.jwk] });
  return trusting(double)(genuine(by, JSON.stringify({ iss: double.url, ...goodClaims })));
}

it('what makes flawed signatures makes good ones without a flaw', async () => {
  for (const by of [pkcs1(), pss('PS256'), pss('PS384'), pss('PS512'), rsaSigner('PS384')]) {
    expect([by.alg, await answerTo(by)]).toMatchObject([by.alg, { ok: true }]);
  }
});

it('a padding that is flawed is another one, and no two of a class are alike', async () => {
  const good = openRsa(rsa, Buffer.from(partsOf(genuine(pkcs1(), claims))[2], 'base64url'));
  for (const [name, { vectors }] of Object.entries(padding)) {
    const encoded = (await vectors(claims)).map(({ token }) =>
      openRsa(rsa, Buffer.from(partsOf(token)[2], 'base64url')).toString('hex'),
    );
    const others = new Set(encoded);
    expect([name, others.has(good.toString('hex')), others.size]).toEqual([
      name,
      false,
      encoded.length,
    ]);
  }
});

it('of the key of CVE-2017-15361, nothing but its form is wrong', async () => {
  const by = rsaSigner('RS256', roca);
  expect(isRoca(roca.n)).toBe(true);
  expect(isRoca(rsa.n)).toBe(false);
  await compactVerify(genuine(by, claims), await importJWK(by.jwk, 'RS256'));
});

it('keys and signatures are the same in each run, where no algorithm draws lots', () => {
  expect(partsOf(genuine(rs256, '{}'))[2].slice(0, 16)).toBe('FcPpgZPafaNpGv5-');
});

/** Wycheproof has no tokens of them; its keys of other algorithms are HMAC’s and AES’s. */
const others: [about: string, by: () => Signer, refusal: Refusal][] = [
  ['secp256k1', secp256k1, notAllowed],
  ['secp256k1, said to be P-256', () => ({ ...secp256k1(), alg: 'ES256' }), noKey],
  ['Ed448', () => edwards('ed448', 'EdDSA'), noKey],
  ['Ed448 by its own name', () => edwards('ed448', 'Ed448'), notAllowed],
];

it.each(others)('a curve that is not taken is no proof: %s', async (_, by, { code, says }) => {
  expect(await answerTo(by())).toMatchObject({
    ok: false,
    code,
    message: expect.stringContaining(says),
  });
});

it.each(['x25519', 'x448'] as const)('a key for agreement is no proof: %s', async (curve) => {
  const { publicKey } = generateKeyPairSync(curve as 'x25519');
  const jwk = { ...publicKey.export({ format: 'jwk' }), kid: 'key' };
  expect(await answerTo({ ...edwards('ed25519', 'EdDSA'), jwk })).toMatchObject({
    ok: false,
    message: expect.stringContaining(noKey.says),
  });
});

it('Ed25519 is taken', async () => {
  expect(await answerTo(edwards('ed25519', 'EdDSA'))).toMatchObject({ ok: true });
});

function secp256k1(): Signer {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'secp256k1' });
  return {
    alg: 'ES256K',
    jwk: { ...publicKey.export({ format: 'jwk' }), kid: 'key' },
    sign: (input) => sign('sha256', input, { key: privateKey, dsaEncoding: 'ieee-p1363' }),
  };
}

function edwards(curve: 'ed25519' | 'ed448', alg: string): Signer {
  const { privateKey, publicKey } = generateKeyPairSync(curve as 'ed25519');
  return {
    alg,
    jwk: { ...publicKey.export({ format: 'jwk' }), kid: 'key' },
    sign: (input) => sign(null, input, privateKey),
  };
}
