import { createHash } from 'node:crypto';
import {
  digestOf,
  rawRsa,
  rsa,
  rsaSigner,
  seeded,
  toBigInt,
  toBytes,
  type Signer,
} from './keys.ts';
import {
  encode,
  flip,
  genuine,
  headerOf,
  noKey,
  seal,
  unsigned,
  vector,
  type Classes,
  type Vector,
  type MakeVectors,
} from './vectors.ts';

/** What is done otherwise than EMSA-PSS (RFC 8017, 9.1.1) says; each step gets what the one before made. */
type Flaw = {
  salt?: Buffer;
  digest?: (digest: Buffer) => Buffer;
  zeros?: (eight: Buffer) => Buffer;
  /** Of H, before the mask is made of it. */
  hash?: (hash: Buffer) => Buffer;
  block?: (block: Buffer) => Buffer;
  maskedBlock?: (block: Buffer) => Buffer;
  encoded?: (encoded: Buffer) => Buffer;
};

const same = (bytes: Buffer) => bytes;

function encodedMessage(input: Uint8Array, alg: string, flaw: Flaw): Buffer {
  const hash = (bytes: Uint8Array) => createHash(digestOf(alg)).update(bytes).digest();
  const length = hash(input).length;
  const { salt = seeded('salt', length) } = flaw;
  const digest = (flaw.digest ?? same)(hash(input));
  const zeros = (flaw.zeros ?? same)(Buffer.alloc(8));
  const h = (flaw.hash ?? same)(hash(Buffer.concat([zeros, digest, salt])));
  const block = Buffer.alloc(rsa.bytes - length - 1);
  block[block.length - salt.length - 1] = 1;
  salt.copy(block, block.length - salt.length);
  const masked = mask((flaw.block ?? same)(block), h, hash);
  masked[0] = (masked[0] ?? 0) & 0x7f;
  const maskedBlock = (flaw.maskedBlock ?? same)(masked);
  return (flaw.encoded ?? same)(Buffer.concat([maskedBlock, h, Buffer.from([0xbc])]));
}

/** MGF1 (RFC 8017, B.2.1). */
function mask(block: Buffer, seed: Buffer, hash: (bytes: Uint8Array) => Buffer): Buffer {
  const blocks = Array.from({ length: Math.ceil(block.length / seed.length) }, (_, at) =>
    hash(Buffer.concat([seed, toBytes(BigInt(at), 4)])),
  );
  const stream = Buffer.concat(blocks);
  return block.map((byte, at) => byte ^ (stream[at] ?? 0)) as Buffer;
}

/** The signature of an encoded message, and what becomes of it. */
export function pss(alg: string, flaw: Flaw = {}, after = same): Signer {
  return {
    ...rsaSigner(alg),
    sign: (input) => after(rawRsa(rsa, encodedMessage(input, alg, flaw))),
  };
}

const bad = (
  alg: string,
  flaws: { [about: string]: Flaw | ((claims: string) => Flaw) },
  verdict: Vector['verdict'] = unsigned,
): MakeVectors => {
  return (claims) =>
    Object.entries(flaws).map(([about, flaw]) => {
      const by = pss(alg, typeof flaw === 'function' ? flaw(claims) : flaw);
      return vector(`${alg}, ${about}`, genuine(by, claims), by, verdict);
    });
};

/** The same step, altered in several places. */
const places = (step: keyof Omit<Flaw, 'salt'>, at: readonly number[]): { [about: string]: Flaw } =>
  Object.fromEntries(
    at.map((place) => [`${step} at ${place}`, { [step]: (bytes: Buffer) => flip(bytes, place) }]),
  );

/** Another salt for each try, until something of the numbers fits. */
function fitting(alg: string, claims: string, fits: (encoded: Buffer) => boolean): Buffer {
  const input = Buffer.from(`${encode(headerOf(rsaSigner(alg)))}.${encode(claims)}`);
  for (let at = 0; ; at += 1) {
    const salt = seeded(`salt ${at}`, 32);
    if (fits(encodedMessage(input, alg, { salt }))) return salt;
  }
}

const withTopBit = (encoded: Buffer) => flip(encoded, 0, 0x80);
const isBelow = (encoded: Buffer) => toBigInt(encoded) < rsa.n;
const whole = 2n ** BigInt(rsa.bytes * 8);

const hasRoom = (encoded: Buffer) => toBigInt(rawRsa(rsa, encoded)) + rsa.n < whole;

/** A number in place of the signature. */
const number = (value: bigint): MakeVectors => {
  return (claims) => {
    const by = { ...rsaSigner('PS256'), sign: () => toBytes(value, rsa.bytes) };
    return [vector('PS256', genuine(by, claims), by, unsigned)];
  };
};

const resized = (after: (signature: Buffer) => Buffer): MakeVectors => {
  return (claims) => {
    const by = pss('PS256', {}, after);
    return [vector('PS256', genuine(by, claims), by, unsigned)];
  };
};

/** Signed by one algorithm; the header says the key's own one, or the one that signed. */
const wrong = (alg: string): MakeVectors => {
  return (claims) => {
    const [key, signer] = [rsaSigner('PS512'), rsaSigner(alg)];
    const said = (by: Signer) => seal(encode(headerOf(by)), encode(claims), signer);
    return [
      vector('PS512 is said', said(key), key, unsigned),
      vector(`${alg} is said`, said(signer), key, noKey),
    ];
  };
};

/** RSASSA-PSS (RFC 8017, 8.1) with one step that is another one. */
export const pssClasses: Classes = {
  MhashModified: {
    made: 'The digest of another message, by one bit.',
    vectors: bad('PS256', places('digest', [0, 1, 15, 30])),
  },
  lastByteOfMhashModified: {
    made: 'The last byte of the digest is another one.',
    vectors: bad('PS256', places('digest', [-1])),
  },
  FirstByteOfMhashModified: {
    made: 'The first byte of the digest is another one.',
    vectors: bad('PS512', places('digest', [0])),
  },
  LastByteOfMhashModified: {
    made: 'The last byte of the digest is another one.',
    vectors: bad('PS512', places('digest', [-1])),
  },
  SaltLenChanged: {
    made: 'A salt that is shorter or longer than the digest.',
    vectors: bad(
      'PS256',
      Object.fromEntries(
        [0, 1, 20, 31, 33, 64].map((length) => [
          `${length} bytes`,
          { salt: seeded('salt', length) },
        ]),
      ),
    ),
  },
  saltIsAll0: {
    made: 'A salt of zeros.',
    vectors: bad('PS256', { 'all 0': { salt: Buffer.alloc(32) } }, 'proves'),
  },
  saltIsAll1: {
    made: 'A salt of ones.',
    vectors: bad('PS256', { 'all 1': { salt: Buffer.alloc(32, 0xff) } }, 'proves'),
  },
  ZeroPaddingModified: {
    made: 'One of the eight zeros before the digest is none.',
    vectors: bad('PS256', places('zeros', [0, 3, -1])),
  },
  ModifiedHash: {
    made: 'H is another one: before the mask is made of it, or afterwards.',
    vectors: bad('PS256', {
      ...places('hash', [0, 1, 16, -1]),
      ...places('encoded', [-33, -32, -17, -2]),
    }),
  },
  PSModified: {
    made: 'One of the zeros before the salt is none.',
    vectors: bad('PS256', places('block', [0, 1, 64, 128, 160, -34])),
  },
  SaltModified: {
    made: 'The salt is another one than H was made with.',
    vectors: bad('PS256', places('block', [-32, -1])),
  },
  MaskedDbChanged: {
    made: 'One bit of the masked block is another one.',
    vectors: bad('PS256', places('maskedBlock', [100])),
  },
  EmModified: {
    made: 'Another last byte than 0xbc, and a first bit that is not zero.',
    vectors: bad('PS256', {
      '0xcc': { encoded: (encoded) => flip(encoded, -1, 0xbc ^ 0xcc) },
      '0xbd': { encoded: (encoded) => flip(encoded, -1) },
      'first bit': (claims) => ({
        salt: fitting('PS256', claims, (encoded) => isBelow(withTopBit(encoded))),
        encoded: withTopBit,
      }),
    }),
  },
  SignatureIs0: { made: 'Zero in place of the signature.', vectors: number(0n) },
  SignatureIs1: { made: 'One in place of the signature.', vectors: number(1n) },
  SignatureIsNsub1: {
    made: 'The modulus less one in place of the signature.',
    vectors: number(rsa.n - 1n),
  },
  SignatureIsn: { made: 'The modulus in place of the signature.', vectors: number(rsa.n) },
  SignatureIsnotReduced: {
    made: 'The modulus is added to the signature, and what comes out is as long.',
    vectors: (claims) => {
      const salt = fitting('PS256', claims, hasRoom);
      const by = pss('PS256', { salt }, (signature) =>
        toBytes(toBigInt(signature) + rsa.n, rsa.bytes),
      );
      return [vector('PS256', genuine(by, claims), by, unsigned)];
    },
  },
  prependingZerosToSignature: {
    made: 'Two zeros before the signature.',
    vectors: resized((signature) => Buffer.concat([Buffer.alloc(2), signature])),
  },
  appendingZerosToSignature: {
    made: 'Two zeros after the signature.',
    vectors: resized((signature) => Buffer.concat([signature, Buffer.alloc(2)])),
  },
  truncatedSignature: {
    made: 'The signature without its last two bytes.',
    vectors: resized((signature) => signature.subarray(0, -2)),
  },
  modifiedSignature: {
    made: 'The digest of another message, by one bit.',
    vectors: bad('PS384', places('digest', [0])),
  },
  UsingRS256: { made: 'Signed by RS256 with a key for PS512.', vectors: wrong('RS256') },
  UsingRS384: { made: 'Signed by RS384 with a key for PS512.', vectors: wrong('RS384') },
  UsingRS512: { made: 'Signed by RS512 with a key for PS512.', vectors: wrong('RS512') },
  UsingPS256: { made: 'Signed by PS256 with a key for PS512.', vectors: wrong('PS256') },
  UsingPS384: { made: 'Signed by PS384 with a key for PS512.', vectors: wrong('PS384') },
};
