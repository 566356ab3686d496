import { sign, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';
import { rawSignature } from './raw-signature.ts';

export const algorithms = ['RS256', 'ES256'] as const;
export type Algorithm = (typeof algorithms)[number];

/** All that signing takes: a key that never leaves its KMS signs behind this, too. */
export interface Signer {
  alg: Algorithm;
  kid: string;
  /** The signature as a JWS has it (RFC 7518, sections 3.3 and 3.4). */
  sign(bytes: Uint8Array): Promise<Uint8Array>;
}

// Not on the event loop: RSA takes a millisecond of it.
const signInPool = promisify<string, Uint8Array, KeyObject, Uint8Array>(sign);

export function localSigner(alg: Algorithm, kid: string, key: KeyObject): Signer {
  return {
    alg,
    kid,
    async sign(bytes) {
      const signature = await signInPool('sha256', bytes, key);
      return alg === 'ES256' ? rawSignature(signature) : signature;
    },
  };
}
