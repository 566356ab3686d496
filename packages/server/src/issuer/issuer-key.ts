import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
} from 'node:crypto';
import type { JWK } from 'jose';
import { z } from 'zod';
import type { Dated } from './key-ring.ts';
import { algorithms, type Algorithm } from './signer.ts';

export type IssuerKey = Dated & {
  privateKey: KeyObject;
  publicKey: KeyObject;
  /** As it is published. */
  jwk: object;
};

/** How keys are written down: a list, each with its private key in PEM (PKCS #8). */
const written = z.strictObject({
  keys: z
    .array(
      z.strictObject({
        alg: z.enum(algorithms),
        signsFrom: z.iso.datetime({ offset: true }),
        privateKey: z.string(),
      }),
    )
    .min(1)
    .max(20),
});

/** Throws a sentence for what is no set of keys; nothing of it is in the sentence. */
export function readKeys(text: string): IssuerKey[] {
  const parsed = written.safeParse(jsonOf(text));
  if (!parsed.success) {
    throw new Error(
      'it is not {"keys":[{"alg","signsFrom","privateKey"}]} as countersign-server writes it',
    );
  }
  return parsed.data.keys.map(({ alg, signsFrom, privateKey }) =>
    issuerKey(alg, Date.parse(signsFrom), privateFrom(privateKey)),
  );
}

export function writeKeys(keys: readonly IssuerKey[]): string {
  const plain = keys.map(({ alg, signsFrom, privateKey }) => ({
    alg,
    signsFrom: new Date(signsFrom).toISOString(),
    privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }),
  }));
  return `${JSON.stringify({ keys: plain }, null, 2)}\n`;
}

export function makeKey(alg: Algorithm, signsFrom: number): IssuerKey {
  const { privateKey } =
    alg === 'RS256'
      ? generateKeyPairSync('rsa', { modulusLength: 2_048 })
      : generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return issuerKey(alg, signsFrom, privateKey);
}

function issuerKey(alg: Algorithm, signsFrom: number, privateKey: KeyObject): IssuerKey {
  const publicKey = createPublicKey(privateKey);
  const jwk = publicKey.export({ format: 'jwk' });
  assertFits(alg, publicKey, jwk);
  const kid = thumbprint(jwk);
  return { kid, alg, signsFrom, privateKey, publicKey, jwk: { ...jwk, kid, alg, use: 'sig' } };
}

function assertFits(alg: Algorithm, key: KeyObject, { crv }: JWK): void {
  const { modulusLength = 0, publicExponent = 0n } = key.asymmetricKeyDetails ?? {};
  const isRsa = key.asymmetricKeyType === 'rsa' && modulusLength >= 2_048 && publicExponent > 1n;
  if (alg === 'RS256' ? isRsa : crv === 'P-256') return;
  throw new Error(
    alg === 'RS256'
      ? 'a key for RS256 is RSA of 2048 bits at least'
      : 'a key for ES256 is of the curve P-256',
  );
}

/** RFC 7638: the same key has the same name, wherever it is read. */
function thumbprint({ kty, n, e, crv, x, y }: JWK): string {
  const members = kty === 'RSA' ? { e, kty, n } : { crv, kty, x, y };
  return createHash('sha256').update(JSON.stringify(members)).digest('base64url');
}

function privateFrom(pem: string): KeyObject {
  try {
    return createPrivateKey(pem);
  } catch {
    throw new Error('one of its private keys is not PEM that can be read');
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
