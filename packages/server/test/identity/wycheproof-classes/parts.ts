import {
  encode,
  es256,
  flawed,
  flip,
  genuine,
  headerOf,
  hs256,
  noHeader,
  noKey,
  noToken,
  notAllowed,
  partsOf,
  rs256,
  seal,
  unsigned,
  vector,
  why,
  type Classes,
  type Parts,
} from './vectors.ts';
import { macSigner, seeded, type Signer } from './keys.ts';

/** Two shared secrets, of which a header names one. */
const another = macSigner('HS256', seeded('another secret', 32), 'another');

const modified = ([header, payload, signature]: Parts) =>
  `${header}.${payload}.${flip(Buffer.from(signature, 'base64url'), 0).toString('base64url')}`;

const withoutKid = (by: Signer, claims: string, header: object) =>
  seal(encode({ alg: by.alg, ...header }), encode(claims), by);

/** Tokens with a part that is another one, is missing or is too many. */
export const parts: Classes = {
  acceptsValid: {
    made: 'Signed as it should be, by RSA, ECDSA and HMAC, and by HMAC with one key of a set.',
    differs: { at: 'signature', why: why.mac },
    vectors: (claims) => [
      vector('RS256', genuine(rs256, claims), rs256, 'proves'),
      vector('ES256', genuine(es256, claims), es256, 'proves'),
      vector('HS256', genuine(hs256, claims), hs256, notAllowed),
      {
        ...vector('HS256, a set', genuine(hs256, claims), hs256, notAllowed),
        keys: [hs256.jwk, another.jwk],
      },
    ],
  },
  rejectsModifiedSignature: {
    made: 'One bit of the first byte of the signature is another one.',
    vectors: flawed(modified, unsigned),
  },
  rejectsMissingSignature: {
    made: 'Nothing after the second dot.',
    vectors: flawed(([header, payload]) => `${header}.${payload}.`, noToken),
  },
  rejectsMissingSignatureAndSeparator: {
    made: 'Two parts: header and payload.',
    vectors: flawed(([header, payload]) => `${header}.${payload}`, noToken),
  },
  rejectsModifiedPayload: {
    made: 'The claims name another person, under the signature of the first ones.',
    vectors: flawed(
      ([header, , signature], claims) =>
        `${header}.${encode(JSON.stringify({ ...JSON.parse(claims), actor: 'mallory' }))}.${signature}`,
      unsigned,
    ),
  },
  rejectsMissingPayload: {
    made: 'Nothing between the dots.',
    vectors: flawed(([header, , signature]) => `${header}..${signature}`, noToken),
  },
  rejectsMissingPayloadAndSeparator: {
    made: 'Two parts: header and signature.',
    vectors: flawed(([header, , signature]) => `${header}.${signature}`, noToken),
  },
  rejectsModifiedHeader: {
    made: 'The header names another key, or says one thing more, under the signature of the first one.',
    vectors: (claims) => [
      ...flawed(
        ([, payload, signature]) =>
          `${encode({ ...headerOf(rs256), kid: 'Xsa' })}.${payload}.${signature}`,
        noKey,
      )(claims).slice(0, 1),
      ...[rs256, es256, hs256].map((by) => {
        const [, payload, signature] = partsOf(genuine(by, claims));
        const token = `${encode(headerOf(by, { typ: 'JWT' }))}.${payload}.${signature}`;
        return vector(by.alg, token, by, by === hs256 ? notAllowed : unsigned);
      }),
    ],
  },
  rejectsMissingHeader: {
    made: 'Nothing before the first dot.',
    vectors: flawed(([, payload, signature]) => `.${payload}.${signature}`, noToken),
  },
  rejectsMissingHeaderAndSeparator: {
    made: 'Two parts: payload and signature.',
    vectors: flawed(([, payload, signature]) => `${payload}.${signature}`, noToken),
  },
  rejectsMissingHeaderAndSignature: {
    made: 'The payload between two dots.',
    vectors: flawed(([, payload]) => `.${payload}.`, noToken),
  },
  rejectsMissingHeaderSignatureAndSeparators: {
    made: 'The payload alone.',
    vectors: flawed(([, payload]) => payload, noToken),
  },
  rejectsMissingHeaderSignatureAndSeparator: {
    made: 'The payload alone; Wycheproof writes the name in two ways.',
    vectors: flawed(([, payload]) => payload, noToken),
  },
  rejectsEmptyString: {
    made: 'Nothing.',
    vectors: () => [vector('nothing', '', rs256, noHeader)],
  },
  rejectsExtraEmptyComponent: {
    made: 'A dot after the signature.',
    vectors: flawed((all) => `${all.join('.')}.`, noToken),
  },
  rejectsExtraComponent: {
    made: 'A fourth part: the signature again.',
    vectors: flawed((all) => `${all.join('.')}.${all[2]}`, noToken),
  },
  rejectsNoneAlgorithmAndMissingSignature: {
    made: 'The algorithm "none", and no signature.',
    vectors: flawed(([, payload]) => `${encode({ alg: 'none', kid: 'rsa' })}.${payload}.`, noToken),
  },
  algIsNone: {
    made: 'The algorithm "none" in two spellings, without, with another and with the key’s own name; without a signature, and with one.',
    vectors: (claims) =>
      [{ alg: 'none' }, { alg: 'NONE' }, { alg: 'none', kid: 'none' }, { alg: 'none', kid: 'rsa' }]
        .map((header) => withoutKid(rs256, claims, header))
        .flatMap((token) => [
          vector('no signature', token.slice(0, token.lastIndexOf('.') + 1), rs256, noToken),
          vector('a signature', token, rs256, notAllowed),
        ]),
  },
  rejectsValidJsonSerialization: {
    made: 'The same parts in the general and in the flattened JSON serialization (RFC 7515, 7.2).',
    vectors: (claims) =>
      [rs256, es256, hs256].flatMap((by) => {
        const [header, payload, signature] = partsOf(genuine(by, claims));
        const one = { protected: header, header: { unknown: 'x' }, signature };
        return [
          vector('general', JSON.stringify({ payload, signatures: [one] }), by, noToken),
          vector('flattened', JSON.stringify({ payload, ...one }), by, noToken),
        ];
      }),
  },
};
