import type { CredentialKey } from '@countersign/core/wire/credential-types';
import { CompactEncrypt, importJWK } from 'jose';
import { TargetFailure, type GrantTarget } from '../../ports/grant-target.ts';
import { unseal } from './seal.ts';

export type SecretTarget = {
  name: string;
  serves: GrantTarget['serves'];
  /** As `countersign-server seal` prints it. */
  sealed: string;
  /** The variable that the secret is meant for. */
  env: string;
  /** 32 bytes. */
  key: Uint8Array;
};

/**
 * A secret that people keep out of all jobs until one is approved: handed over once for a grant,
 * encrypted to a key that the requester made for it.
 */
export function secretTarget({ name, serves, sealed, env, key }: SecretTarget): GrantTarget {
  return {
    name,
    kind: 'secret',
    serves,
    handsOverOnce: true,
    keyFault: async (publicKey) => ((await recipient(publicKey)) === null ? WANTED : null),
    async open({ id, publicKey }) {
      const to = await recipient(publicKey);
      if (to === null) throw new TargetFailure(WANTED);
      const secret = await unseal(key, name, sealed);
      try {
        const jwe = await new CompactEncrypt(secret)
          .setProtectedHeader({ alg: 'ECDH-ES', enc: 'A256GCM', target: name, credential: id })
          .encrypt(to);
        return { kind: 'secret', jwe, env };
      } finally {
        secret.fill(0);
      }
    },
    // What was handed over stays known: that is why it is handed over once.
    close: async () => undefined,
  };
}

const WANTED =
  'Send the public key that the secret is encrypted to, as a JWK of X25519 or P-256 made for this call.';

/** Null for anything but a public key of these two kinds. */
async function recipient(publicKey: CredentialKey | undefined) {
  if (typeof publicKey !== 'object') return null;
  const { kty, crv, x, y } = publicKey;
  const isX25519 = kty === 'OKP' && crv === 'X25519' && y === undefined;
  const isP256 = kty === 'EC' && crv === 'P-256' && y !== undefined;
  if (!isX25519 && !isP256) return null;
  try {
    return await importJWK({ kty, crv, x, ...(y === undefined ? {} : { y }) }, 'ECDH-ES');
  } catch {
    return null;
  }
}
