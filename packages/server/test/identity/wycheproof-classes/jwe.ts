import { CompactEncrypt, importJWK } from 'jose';
import { ec, ecJwk, ecKey, rsa, rsaJwk, seeded } from './keys.ts';
import { encode, flip, noToken, type Classes, type Vector } from './vectors.ts';

const oct = (k: Buffer) => ({ kty: 'oct', kid: 'secret', k: k.toString('base64url') });

/** Keys for encryption, each with its algorithm. */
const recipients = {
  A256KW: oct(seeded('secret', 32)),
  dir: oct(seeded('secret', 16)),
  'ECDH-ES+A128KW': ecJwk(ec, { use: 'enc', alg: 'ECDH-ES+A128KW' }),
  'RSA-OAEP-256': rsaJwk(rsa, 'RSA-OAEP-256', { use: 'enc' }),
};

async function encrypted(claims: string, alg: string, jwk: object): Promise<string> {
  const enc = alg === 'A256KW' ? 'A256GCM' : alg === 'dir' ? 'A128GCM' : 'A128CBC-HS256';
  const key = await importJWK({ ...jwk, alg }, alg);
  return new CompactEncrypt(Buffer.from(claims))
    .setProtectedHeader({ alg, enc, kid: 'secret' })
    .encrypt(key);
}

/** The same flaw in a token for each of the recipients. */
const encryptedWith =
  (flaw: (parts: string[]) => string) =>
  async (claims: string): Promise<Vector[]> =>
    Promise.all(
      Object.entries(recipients).map(async ([alg, jwk]) => {
        const token = flaw((await encrypted(claims, alg, jwk)).split('.'));
        return { about: alg, token, keys: [jwk], verdict: noToken };
      }),
    );

const names = ['Header', 'EncryptedKey', 'Iv', 'Ciphertext', 'AuthenticationTag'];

/** What is changed, or missing, or missing with its dot. */
const flaws: Classes = Object.fromEntries(
  names.flatMap((name, at) => [
    [
      `rejectsModified${name}`,
      {
        made: 'One bit of the part is another one.',
        vectors: encryptedWith((all) =>
          all.with(at, encode(flip(Buffer.from(all[at] ?? '', 'base64url'), 0))).join('.'),
        ),
      },
    ],
    [
      `rejectsMissing${name}`,
      {
        made: 'The part is empty.',
        vectors: encryptedWith((all) => all.with(at, '').join('.')),
      },
    ],
    [
      `rejectsMissing${name}AndSeparator`,
      {
        made: 'The part is not there.',
        vectors: encryptedWith((all) => all.toSpliced(at, 1).join('.')),
      },
    ],
  ]),
);

/** Encrypted tokens (RFC 7516): what they say would be known to us alone, and who said it to nobody. */
export const jwe: Classes = {
  acceptsValid: {
    made: 'Encrypted as it should be.',
    differs: {
      at: 'signature',
      why: 'Encrypted tokens are none of ours: they do not say who made them.',
    },
    vectors: encryptedWith((all) => all.join('.')),
  },
  ...flaws,
  rejectsValidJsonSerialization: {
    made: 'The same parts in the flattened JSON serialization (RFC 7516, 7.2.2).',
    vectors: encryptedWith(([protectedHeader, encrypted_key, iv, ciphertext, tag]) =>
      JSON.stringify({ protected: protectedHeader, encrypted_key, iv, ciphertext, tag }),
    ),
  },
  rejectsInvalidCurvePoint: {
    made: 'The header names a point that is not on the curve.',
    vectors: encryptedWith(([header = '', ...rest]) => {
      const stranger = ecKey('stranger');
      const epk = ecJwk({ ...stranger, y: flip(stranger.y, -1) });
      const said = JSON.parse(Buffer.from(header, 'base64url').toString());
      return [encode({ ...said, epk }), ...rest].join('.');
    }),
  },
};
