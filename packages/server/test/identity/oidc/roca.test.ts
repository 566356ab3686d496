import { generateKeyPairSync } from 'node:crypto';
import { expect, it } from 'vitest';
import { isRoca } from '../../../src/identity/roca.ts';
import { signingKeys } from '../../../src/identity/signing-keys.ts';

/** The product of the primes below 168. */
const product = Array.from({ length: 166 }, (_, at) => at + 2)
  .filter((n) => !Array.from({ length: n - 2 }, (_, at) => at + 2).some((d) => n % d === 0))
  .reduce((all, prime) => all * BigInt(prime), 1n);

/** Of the form that the flawed library gives its primes; whether it is one does not matter here. */
const factor = (power: bigint) => {
  let rest = 1n;
  for (let at = 0n; at < power; at++) rest = (rest * 65_537n) % product;
  return rest + product * (2n ** 1_023n / product + power);
};

const base64url = (n: bigint) => {
  const hex = n.toString(16);
  return Buffer.from(hex.padStart(hex.length + (hex.length % 2), '0'), 'hex').toString('base64url');
};

it('an RSA key of the flawed library (CVE-2017-15361) is no proof', () => {
  const modulus = factor(1_234n) * factor(4_321n);
  expect(isRoca(modulus)).toBe(true);
  const key = { kty: 'RSA', e: 'AQAB', n: base64url(modulus) };
  expect(signingKeys({ keys: [key] }).keys).toEqual([]);
});

it('any other one is', () => {
  for (let at = 0; at < 3; at++) {
    const key = generateKeyPairSync('rsa', { modulusLength: 2_048 }).publicKey;
    expect(signingKeys({ keys: [key.export({ format: 'jwk' })] }).keys).toHaveLength(1);
  }
});
