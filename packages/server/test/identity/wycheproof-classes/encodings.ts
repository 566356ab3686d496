import {
  encode,
  es256,
  flawed,
  genuine,
  headerOf,
  hs256,
  noHeader,
  noToken,
  notAllowed,
  partsOf,
  rs256,
  seal,
  vector,
  why,
  type Classes,
  type MakeVectors,
} from './vectors.ts';

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** Signed until the first byte of the signature is this one: ECDSA gives another one each time, HMAC with each header. */
function edge(first: 0 | 255, claims: string, by: typeof es256): string {
  for (let at = 0; ; at += 1) {
    const token = genuine(by, claims, { at });
    if (Buffer.from(partsOf(token)[2], 'base64url')[0] === first) return token;
  }
}

/** The last character carries bits that stand for nothing, all zero. */
const uneven = (claims: string) => claims.padEnd(claims.length + ((4 - (claims.length % 3)) % 3));
const withUnusedBits = (payload: string) =>
  payload.slice(0, -1) + alphabet.charAt(alphabet.indexOf(payload.slice(-1)) + 1);

/** The issuer itself wrote it so, and signed what it wrote. */
const sealed =
  (
    write: (header: string, payload: string) => [header: string, payload: string],
    verdict: typeof noToken,
  ): MakeVectors =>
  (claims) =>
    [rs256, es256, hs256].map((by) => {
      const [header, payload] = write(encode(headerOf(by)), encode(claims));
      return vector(by.alg, seal(header, payload, by), by, verdict);
    });

/** A header as text, of which each reader makes the same object. */
const written = (write: (kid: string, alg: string) => string): MakeVectors => {
  return (claims) =>
    [rs256, es256, hs256].map((by) => {
      const { kid, alg } = headerOf(by);
      const token = seal(encode(write(String(kid), alg)), encode(claims), by);
      return vector(by.alg, token, by, by === hs256 ? notAllowed : 'proves');
    });
};

const mac = { at: 'signature', why: why.mac } as const;
const oneSpelling = {
  at: 'signature',
  why: `${why.mac} By other algorithms, too: a token has one spelling, so that what was refused or used up does not come back as another one.`,
} as const;

/** Base64 and JSON that is written in another way. Wycheproof's are HMACs; the same is done to signatures. */
export const encodings: Classes = {
  ValidMac: {
    made: 'An HMAC, and signatures instead.',
    differs: mac,
    vectors: (claims) => [
      vector('HS256', genuine(hs256, claims), hs256, notAllowed),
      vector('ES256', genuine(es256, claims), es256, 'proves'),
    ],
  },
  ValidEdgeCaseMac: {
    made: 'An HMAC or signature that begins with zeros or with ones.',
    differs: mac,
    vectors: (claims) =>
      ([0, 255] as const).flatMap((first) => [
        vector(`HS256, ${first}`, edge(first, claims, hs256), hs256, notAllowed),
        vector(`ES256, ${first}`, edge(first, claims, es256), es256, 'proves'),
      ]),
  },
  rejectsSpacesInMac: {
    made: 'Four spaces before the signature.',
    vectors: flawed(
      ([header, payload, signature]) => `${header}.${payload}.    ${signature}`,
      noHeader,
    ),
  },
  rejectsInvalidCharacterInsertedInMac: {
    made: 'A question mark before or after the signature.',
    vectors: (claims) => [
      ...flawed(
        ([header, payload, signature]) => `${header}.${payload}.?${signature}`,
        noToken,
      )(claims),
      ...flawed((all) => `${all.join('.')}?`, noToken)(claims),
    ],
  },
  rejects0ReplacedbyInvalidCharacter: {
    made: 'The signature begins with zeros, and the first character is a question mark.',
    vectors: (claims) =>
      [hs256, es256].map((by) => {
        const [header, payload, signature] = partsOf(edge(0, claims, by));
        return vector(by.alg, `${header}.${payload}.?${signature.slice(1)}`, by, noToken);
      }),
  },
  rejectsInvalidCharacters: {
    made: 'The first four characters of the signature are question marks.',
    vectors: flawed(
      ([header, payload, signature]) => `${header}.${payload}.????${signature.slice(4)}`,
      noToken,
    ),
  },
  spacesInHeader: {
    made: 'Four spaces after the header, signed with it.',
    vectors: sealed((header, payload) => [`${header}    `, payload], noHeader),
  },
  invalidCharactersInHeader: {
    made: 'Four number signs after the header, signed with it.',
    vectors: sealed((header, payload) => [`${header}####`, payload], noToken),
  },
  invalidBase64Padding: {
    made: 'Padding after the signature, one or two characters.',
    vectors: (claims) =>
      ['=', '=='].flatMap((pad) => flawed((all) => `${all.join('.')}${pad}`, noToken)(claims)),
  },
  spacesInPayload: {
    made: 'Four spaces before the payload, signed with it.',
    vectors: sealed((header, payload) => [header, `    ${payload}`], noHeader),
  },
  invalidCharactersInPayload: {
    made: 'Four number signs before the payload, signed with it.',
    vectors: sealed((header, payload) => [header, `####${payload}`], noToken),
  },
  invalidBase64PaddingInPayload: {
    made: 'Padding after the payload, signed with it or not.',
    vectors: (claims) => [
      ...sealed((header, payload) => [header, `${payload}=`], noToken)(claims),
      ...flawed(
        ([header, payload, signature]) => `${header}.${payload}=.${signature}`,
        noToken,
      )(claims),
    ],
  },
  InvalidCharacterInPayload: {
    made: 'A question mark before the payload, signed with it.',
    vectors: sealed((header, payload) => [header, `?${payload}`], noToken),
  },
  InvalidCharacterInsertedInHeader: {
    made: 'A question mark within the header, which readers that skip it find signed.',
    differs: oneSpelling,
    vectors: flawed(
      ([header, ...rest]) => [`${header.slice(0, -1)}?${header.slice(-1)}`, ...rest].join('.'),
      noToken,
    ),
  },
  InvalidCharacterInsertedInPayload: {
    made: 'A question mark after the payload, which readers that skip it find signed.',
    differs: oneSpelling,
    vectors: flawed(
      ([header, payload, signature]) => `${header}.${payload}?.${signature}`,
      noToken,
    ),
  },
  ModifiedUnusedBitsInPayload: {
    made: 'Bits of the payload that stand for nothing are ones, under the signature of zeros.',
    vectors: (claims) =>
      flawed(
        ([header, payload, signature]) => `${header}.${withUnusedBits(payload)}.${signature}`,
        noToken,
      )(uneven(claims)),
  },
  MacOfIncorrectlyEncodedMessage: {
    made: 'Bits of the payload that stand for nothing are ones, and signed so.',
    vectors: (claims) =>
      sealed((header, payload) => [header, withUnusedBits(payload)], noToken)(uneven(claims)),
  },
  ValidSpacesInJsonHeader: {
    made: 'Spaces in the JSON of the header.',
    differs: mac,
    vectors: written((kid, alg) => `{ "kid" : "${kid}", "alg" : "${alg}" }`),
  },
  ValidWhiteSpaceInJsonHeader: {
    made: 'A line break and a tab in the JSON of the header.',
    differs: mac,
    vectors: written((kid, alg) => `{"kid":"${kid}",\n\t"alg":"${alg}"}`),
  },
};
