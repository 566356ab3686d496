import { diffieHellman, generateKeyPairSync, sign, createPublicKey } from 'node:crypto';
import type { KeyObject } from 'node:crypto';

/** A key of P-256 that never leaves this process. It is used once: to decrypt, or to sign. */
export type EphemeralKey = {
  publicKey: { kty: string; crv: string; x: string; y: string };
  agree(peer: { x: string; y: string }): Buffer;
  /** ECDSA with SHA-256: r and s, each of 32 bytes. */
  sign(bytes: Uint8Array): Buffer;
};

export function ephemeralKey(): EphemeralKey {
  return keyOf(generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey);
}

export function keyOf(privateKey: KeyObject): EphemeralKey {
  const { x = '', y = '' } = createPublicKey(privateKey).export({ format: 'jwk' });
  return {
    publicKey: { kty: 'EC', crv: 'P-256', x, y },
    agree: (peer) => {
      const key = { kty: 'EC', crv: 'P-256', x: peer.x, y: peer.y };
      return diffieHellman({ privateKey, publicKey: createPublicKey({ format: 'jwk', key }) });
    },
    sign: (bytes) => sign('sha256', bytes, { key: privateKey, dsaEncoding: 'ieee-p1363' }),
  };
}
