import { createPrivateKey, createPublicKey, sign, type KeyObject } from 'node:crypto';
import type { Ed25519 } from '@countersign/core/log/key';

/** By OpenSSL: in constant time, and without a table to compute at each start. */
export const nativeEd25519: Ed25519 = {
  publicKey: (secret) => {
    const { x = '' } = createPublicKey(keyOf(secret)).export({ format: 'jwk' });
    return Uint8Array.from(Buffer.from(x, 'base64url'));
  },
  sign: (text, secret) => Uint8Array.from(sign(null, text, keyOf(secret))),
};

/** What stands before the 32 bytes of an Ed25519 key in PKCS #8 (RFC 8410, section 7). */
const PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex');

function keyOf(secret: Uint8Array): KeyObject {
  return createPrivateKey({ key: Buffer.concat([PKCS8, secret]), format: 'der', type: 'pkcs8' });
}
