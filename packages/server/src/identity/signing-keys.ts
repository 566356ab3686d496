import { base64url, type JSONWebKeySet, type JWK } from 'jose';
import { z } from 'zod';
import { isRoca } from './roca.ts';

/** Signature algorithms of workload tokens. No HS*: a shared secret can't tell issuer from verifier. */
export const algorithms =
  'RS256 RS384 RS512 PS256 PS384 PS512 ES256 ES384 ES512 EdDSA Ed25519'.split(' ');

const keySet = z.object({ keys: z.array(z.looseObject({ kty: z.string() })).max(100) });
const privateParts = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'priv'];

/**
 * The keys of a published set (RFC 7517) that may prove a token; weak keys and keys for other uses are left out.
 * Throws a sentence where the set holds a secret: whoever reads it could sign.
 */
export function signingKeys(published: unknown): JSONWebKeySet {
  const parsed = keySet.safeParse(published);
  if (!parsed.success)
    throw new Error('The key set is not a JSON Web Key Set of at most 100 keys.');
  const { keys } = parsed.data;
  if (
    keys.some((key) => key.kty === 'oct' || privateParts.some((part) => Object.hasOwn(key, part)))
  ) {
    throw new Error(
      'The key set publishes a symmetric or private key, so nothing it signs is proof.',
    );
  }
  return { keys: keys.map((key) => withPlainUse(key as JWK)).filter(mayProve) };
}

/** SPIFFE marks its token keys `jwt-svid`, which RFC 7517 readers do not know as signing keys. */
function withPlainUse(key: JWK): JWK {
  return key.use === 'jwt-svid' ? { ...key, use: 'sig' } : key;
}

function mayProve(key: JWK): boolean {
  if (key.use !== undefined && key.use !== 'sig') return false;
  return key.kty === 'RSA' ? strongRsa(key) : key.kty === 'EC' || key.kty === 'OKP';
}

/** 2048 bits are the least of RFC 7518; over 8192 one verification costs too much. With e = 1 anyone signs. */
function strongRsa({ n, e }: JWK): boolean {
  const [modulus, exponent] = [unsigned(n), unsigned(e)];
  const bits = modulus.toString(2).length;
  const isSized = bits >= 2_048 && bits <= 8_192;
  return isSized && exponent > 1n && exponent % 2n === 1n && !isRoca(modulus);
}

function unsigned(text: unknown): bigint {
  if (typeof text !== 'string' || !/^[\w-]{1,2000}$/u.test(text)) return 0n;
  return BigInt(`0x${Buffer.from(base64url.decode(text)).toString('hex')}`);
}
