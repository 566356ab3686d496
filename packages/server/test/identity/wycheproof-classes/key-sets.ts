import { createPublicKey } from 'node:crypto';
import {
  ec,
  ecJwk,
  ecKey,
  ecSigner,
  macSigner,
  openRsa,
  rsa,
  rsaJwk,
  rsaKey,
  rsaSigner,
  seeded,
} from './keys.ts';
import {
  badKey,
  es256,
  flip,
  genuine,
  hs256,
  noKey,
  notAllowed,
  rs256,
  secretSet,
  unsigned,
  vector,
  why,
  type Classes,
  type Refusal,
  type MakeVectors,
} from './vectors.ts';

/** The product of the primes below 168. */
const product = Array.from({ length: 166 }, (_, at) => at + 2)
  .filter((one) => !Array.from({ length: one - 2 }, (_, at) => at + 2).some((d) => one % d === 0))
  .reduce((all, one) => all * BigInt(one), 1n);

/** Primes as the library of CVE-2017-15361 chose them: powers of 65537, modulo each small prime. */
export const roca = rsaKey('ROCA', 2_048, (start) => {
  let power = 1n;
  for (let at = 0n; at < start % 1_000n; at += 1n) power = (power * 65_537n) % product;
  return { start: start - (start % product) + product + power, step: product };
});
const short = rsaKey('short', 1_024);

/** Genuine tokens of a set whose keys say something else of themselves. */
const published =
  (...sets: [about: string, by: typeof rs256, key: object, refusal: Refusal][]): MakeVectors =>
  (claims) =>
    sets.map(([about, by, key, verdict]) => ({
      about,
      token: genuine(by, claims),
      keys: [key],
      verdict,
    }));

/** A token by HMAC, and a genuine one of an issuer that publishes the secret beside its key. */
const shared =
  (...macs: (typeof hs256)[]): MakeVectors =>
  (claims) =>
    macs.flatMap((by) => [
      vector(by.alg, genuine(by, claims), by, notAllowed),
      {
        about: `${by.alg} beside ES256`,
        token: genuine(es256, claims),
        keys: [by.jwk, es256.jwk],
        verdict: secretSet,
      },
    ]);

const hs = ['HS256', 'HS384', 'HS512'];
const aes = (alg: string) => ({ ...hs256, jwk: { ...hs256.jwk, alg } });

const publicKey = createPublicKey({ key: ecJwk(ec), format: 'jwk' });
const asSecrets = {
  'X and Y': Buffer.concat([ec.x, ec.y]),
  SPKI: publicKey.export({ type: 'spki', format: 'der' }),
  PEM: Buffer.from(publicKey.export({ type: 'spki', format: 'pem' })),
  JWK: Buffer.from(JSON.stringify(ecJwk(ec))),
};
const encodedMessage = (input: Uint8Array) => openRsa(rsa, rs256.sign(input));
const attacker = ecSigner(ecKey('attacker'));

/** What an issuer publishes, and what a token says of keys. */
export const keySets: Classes = {
  rejectsSymmetryConfusionAttacks_aesKeyFromEcVerificationKeyBytes: {
    made: 'An HMAC with the public key as the secret, in four ways to write it.',
    vectors: (claims) =>
      Object.entries(asSecrets).map(([about, bytes]) =>
        vector(about, genuine(macSigner('HS256', bytes, 'ec'), claims), es256, notAllowed),
      ),
  },
  rejectsAttackerProvidedEmbeddedJwk: {
    made: 'Signed by a stranger, whose key is in the header.',
    vectors: (claims) => [
      vector('ES256', genuine(attacker, claims, { jwk: attacker.jwk }), es256, unsigned),
    ],
  },
  rejectWrongUse: {
    made: 'Signed with keys for encryption.',
    vectors: published(
      ['RSA', rs256, rsaJwk(rsa, 'RS256', { alg: undefined, use: 'enc' }), noKey],
      ['EC', es256, ecJwk(ec, { alg: undefined, use: 'enc' }), noKey],
    ),
  },
  rejectWrongKeyOps: {
    made: 'Signed with keys whose operations are others.',
    vectors: published(
      ['RSA', rs256, rsaJwk(rsa, 'RS256', { use: undefined, key_ops: ['encrypt'] }), noKey],
      ['EC', es256, ecJwk(ec, { use: undefined, key_ops: ['encrypt'] }), noKey],
    ),
  },
  rejectsWrongUse: {
    made: 'Signed with a key for RSA1_5.',
    vectors: published(['RSA', rs256, rsaJwk(rsa, 'RSA1_5', { use: 'enc' }), noKey]),
  },
  rejectsValid: {
    made: 'A set of a secret and a public key: a token by each.',
    vectors: shared(hs256),
  },
  rejectsDuplicateKid: {
    made: 'Two keys with one name: nobody knows which one is meant.',
    vectors: (claims) => {
      const other = ecJwk(ecKey('another EC'));
      const mac = macSigner('HS256', seeded('another', 32));
      const many = { ...noKey, says: 'multiple matching keys found' };
      return [
        { ...vector('EC', genuine(es256, claims), es256, many), keys: [es256.jwk, other] },
        {
          ...vector('HMAC', genuine(hs256, claims), hs256, notAllowed),
          keys: [hs256.jwk, mac.jwk],
        },
      ];
    },
  },
  rejectsKeyWithRocaVulnerability: {
    made: 'Signed as it should be, with a key whose primes are of the form of CVE-2017-15361.',
    vectors: published(['RSA', rsaSigner('RS256', roca), rsaJwk(roca, 'RS256'), noKey]),
  },
  rejects1024bitRsaKey: {
    made: 'Signed as it should be, with an RSA key of 1024 bits.',
    vectors: published(['RSA', rsaSigner('RS256', short), rsaJwk(short, 'RS256'), noKey]),
  },
  rejectsPublicExponent1: {
    made: 'The encoded message itself is the signature: with the exponent 1, it is one.',
    vectors: (claims) => {
      const by = { ...rs256, jwk: rsaJwk(rsa, 'RS256', { e: 'AQ' }) };
      return [vector('RSA', genuine({ ...by, sign: encodedMessage }, claims), by, noKey)];
    },
  },
  key_too_short: {
    made: 'HMACs with keys of 8 bytes.',
    vectors: shared(...hs.map((alg) => macSigner(alg, seeded('short', 8)))),
  },
  long_key: {
    made: 'HMACs with keys of 200 bytes.',
    differs: { at: 'signature', why: why.mac },
    vectors: shared(...hs.map((alg) => macSigner(alg, seeded('long', 200)))),
  },
  empty_key: {
    made: 'HMACs with empty keys.',
    vectors: shared(...hs.map((alg) => macSigner(alg, Buffer.alloc(0)))),
  },
  mismatchedAlgAndCurve: {
    made: 'A key of P-256 that is said to be for an algorithm of another curve.',
    vectors: published(
      ['ES521', es256, ecJwk(ec, { alg: 'ES521' }), noKey],
      ['ES224', es256, ecJwk(ec, { alg: 'ES224' }), noKey],
    ),
  },
  rejectsModifiedKey: {
    made: 'A key for encryption, off its curve, of another curve, of another type.',
    vectors: published(
      ['use', es256, ecJwk(ec, { use: 'enc' }), noKey],
      ['point', es256, ecJwk({ ...ec, y: flip(ec.y, -1) }), badKey],
      ['curve', es256, ecJwk(ec, { crv: 'P-384' }), noKey],
      ['type', es256, ecJwk(ec, { kty: 'RSA' }), noKey],
    ),
  },
  rejectsAesKey: {
    made: 'HMACs with keys for AES.',
    vectors: shared(aes('A256GCM'), aes('A256KW')),
  },
};
