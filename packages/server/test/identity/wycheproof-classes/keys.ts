import {
  checkPrimeSync,
  constants,
  createECDH,
  createHash,
  createHmac,
  createPrivateKey,
  createPublicKey,
  privateEncrypt,
  publicDecrypt,
  sign,
  type KeyObject,
} from 'node:crypto';

/** Who signs, and what of it is published. */
export type Signer = { alg: string; jwk: object; sign(input: Uint8Array): Buffer };

/** As many bytes as are asked for, the same in each run: no vector is of chance. */
export function seeded(seed: string, bytes: number): Buffer {
  return createHash('shake256', { outputLength: bytes }).update(seed).digest();
}

export const toBigInt = (bytes: Uint8Array) => BigInt(`0x${Buffer.from(bytes).toString('hex')}`);

export function toBytes(value: bigint, length: number): Buffer {
  return Buffer.from(value.toString(16).padStart(length * 2, '0'), 'hex');
}

const base64url = (value: bigint) => {
  const hex = value.toString(16);
  return toBytes(value, Math.ceil(hex.length / 2)).toString('base64url');
};

const e = 65_537n;

export type RsaKey = { n: bigint; bytes: number; privateKey: KeyObject };

/** Of two primes: the first ones from a place that the seed names, in steps that `shape` may say. */
export function rsaKey(
  seed: string,
  bits = 2_048,
  shape = (start: bigint) => ({ start: start | 1n, step: 2n }),
): RsaKey {
  const [p, q] = [prime(`${seed}, p`, bits / 2, shape), prime(`${seed}, q`, bits / 2, shape)];
  const d = inverse(e, (p - 1n) * (q - 1n));
  const numbers = { n: p * q, e, d, p, q, dp: d % (p - 1n), dq: d % (q - 1n), qi: inverse(q, p) };
  const members = Object.entries(numbers).map(([name, value]) => [name, base64url(value)]);
  const key = { kty: 'RSA', ...Object.fromEntries(members) };
  return { n: p * q, bytes: bits / 8, privateKey: createPrivateKey({ key, format: 'jwk' }) };
}

function prime(
  seed: string,
  bits: number,
  shape: (start: bigint) => { start: bigint; step: bigint },
): bigint {
  // With both top bits, the product of two is as long as it should be.
  const { start, step } = shape(toBigInt(seeded(seed, bits / 8)) | (3n << BigInt(bits - 2)));
  let candidate = start;
  while ((candidate - 1n) % e === 0n || !checkPrimeSync(candidate)) candidate += step;
  return candidate;
}

/** Of `a`, modulo `m` (extended Euclid). */
function inverse(a: bigint, m: bigint): bigint {
  let [r, next, x, nextX] = [a % m, m, 1n, 0n];
  while (next !== 0n) {
    const quotient = r / next;
    [r, next, x, nextX] = [next, r - quotient * next, nextX, x - quotient * nextX];
  }
  return ((x % m) + m) % m;
}

/** What an issuer publishes of an RSA key. */
export const rsaJwk = ({ n }: RsaKey, alg: string, more: object = {}) => ({
  kty: 'RSA',
  kid: 'rsa',
  use: 'sig',
  alg,
  n: base64url(n),
  e: 'AQAB',
  ...more,
});

/** The private operation alone (RFC 8017, 5.2.1): whatever the encoded message says. */
export function rawRsa({ privateKey }: RsaKey, encoded: Buffer): Buffer {
  return privateEncrypt({ key: privateKey, padding: constants.RSA_NO_PADDING }, encoded);
}

/** The public one: the encoded message of a signature. */
export function openRsa({ privateKey }: RsaKey, signature: Buffer): Buffer {
  const key = createPublicKey(privateKey);
  return publicDecrypt({ key, padding: constants.RSA_NO_PADDING }, signature);
}

export const rsa = rsaKey('RSA');

export const digestOf = (alg: string) => `sha${alg.slice(-3)}`;

/** RS256 to PS512. */
export function rsaSigner(alg: string, key = rsa): Signer {
  const padding = alg.startsWith('PS')
    ? { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST }
    : { padding: constants.RSA_PKCS1_PADDING };
  return {
    alg,
    jwk: rsaJwk(key, alg),
    sign: (input) => sign(digestOf(alg), input, { key: key.privateKey, ...padding }),
  };
}

export type EcPoint = { d: Buffer; x: Buffer; y: Buffer };

/** Of P-256, unless said otherwise. */
export function ecKey(seed: string, curve = 'prime256v1'): EcPoint {
  const pair = createECDH(curve);
  pair.setPrivateKey(seeded(seed, 32));
  const point = pair.getPublicKey();
  return { d: pair.getPrivateKey(), x: point.subarray(1, 33), y: point.subarray(33) };
}

export const ecJwk = ({ x, y }: EcPoint, more: object = {}) => ({
  kty: 'EC',
  kid: 'ec',
  use: 'sig',
  alg: 'ES256',
  crv: 'P-256',
  x: x.toString('base64url'),
  y: y.toString('base64url'),
  ...more,
});

export function ecSigner(point: EcPoint, more: { alg?: string; crv?: string } = {}): Signer {
  const { alg = 'ES256' } = more;
  const jwk = ecJwk(point, more);
  const written = { ...jwk, d: point.d.toString('base64url') };
  const key = createPrivateKey({ key: written, format: 'jwk' });
  const sealed = (input: Uint8Array) => sign('sha256', input, { key, dsaEncoding: 'ieee-p1363' });
  return { alg, jwk, sign: sealed };
}

export const ec = ecKey('EC');

export function macSigner(alg: string, secret: Buffer, kid = 'secret'): Signer {
  return {
    alg,
    jwk: { kty: 'oct', kid, use: 'sig', alg, k: secret.toString('base64url') },
    sign: (input) => createHmac(digestOf(alg), secret).update(input).digest(),
  };
}
