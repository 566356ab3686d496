import { generateKeyPairSync } from 'node:crypto';
import { expect, it } from 'vitest';
import { signingKeys } from '../../../src/identity/signing-keys.ts';

function rsa(modulusLength: number) {
  return generateKeyPairSync('rsa', { modulusLength }).publicKey.export({ format: 'jwk' });
}

const strong = rsa(2_048);

it.each([
  ['RSA with 1024 bits', rsa(1_024)],
  ['RSA with 2047 bits', rsa(2_047)],
  [
    'RSA whose modulus is padded with zeros',
    { ...rsa(1_024), n: `${'A'.repeat(172)}${rsa(1_024).n}` },
  ],
  ['RSA whose exponent is 1', { ...strong, e: 'AQ' }],
  ['RSA whose exponent is 1 with zeros before it', { ...strong, e: 'AAAB' }],
  ['RSA with an even exponent', { ...strong, e: 'Ag' }],
  ['RSA without an exponent', { ...strong, e: undefined }],
  ['RSA with a modulus of 80,000 bits', { ...strong, n: strong.n?.repeat(40) }],
])('%s is no proof', (_, key) => {
  expect(
    signingKeys({
      keys: [
        { ...key, kid: 'weak' },
        { ...strong, kid: 'strong' },
      ],
    }).keys,
  ).toMatchObject([{ kid: 'strong' }]);
});
