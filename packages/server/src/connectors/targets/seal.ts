import { randomBytes } from 'node:crypto';
import { CompactEncrypt, compactDecrypt, errors } from 'jose';
import { TargetFailure } from '../../ports/grant-target.ts';

/**
 * A secret in an envelope (RFC 7516): under a key of its own, which is under the service's. Its
 * target stands in the protected header, so that it can not be moved to one that opens more easily.
 */
export async function seal(key: Uint8Array, target: string, secret: Uint8Array): Promise<string> {
  return new CompactEncrypt(secret)
    .setProtectedHeader({ alg: 'A256GCMKW', enc: 'A256GCM', target })
    .encrypt(key);
}

export async function unseal(key: Uint8Array, target: string, sealed: string): Promise<Uint8Array> {
  try {
    const { plaintext, protectedHeader } = await compactDecrypt(sealed, key, {
      keyManagementAlgorithms: ['A256GCMKW'],
      contentEncryptionAlgorithms: ['A256GCM'],
    });
    if (protectedHeader['target'] === target) return plaintext;
    throw new TargetFailure(`The secret was sealed for another target than ${target}.`);
  } catch (error) {
    if (!(error instanceof errors.JOSEError)) throw error;
    throw new TargetFailure(
      `The secret of ${target} does not open: it is damaged, or sealed under another key. Seal it again: countersign-server seal ${target}.`,
    );
  }
}

export function newSealKey(): Uint8Array {
  return randomBytes(32);
}
