import { EncryptJWT, jwtDecrypt } from 'jose';

/**
 * Seals what a browser carries for us for a while: nobody else reads it or makes one, and every
 * replica with the key can open it (RFC 7516, direct encryption with A256GCM).
 */
export type Seal = {
  /** `until` in milliseconds, to the second. */
  close(content: { [name: string]: string }, until: number): Promise<string>;
  /** Null where it is none of ours, or its time is over. */
  open(text: string, now: number): Promise<{ [name: string]: unknown } | null>;
};

/** `key`: asked for when it is first needed; 32 bytes in base64url. */
export function createSeal(key: () => Promise<string>): Seal {
  let known: Promise<Buffer> | undefined;
  const bytes = () =>
    (known ??= key().then(
      (text) => Buffer.from(text, 'base64url'),
      (error: unknown) => {
        known = undefined;
        throw error;
      },
    ));
  return {
    async close(content, until) {
      return new EncryptJWT({ content })
        .setProtectedHeader({ alg: 'dir', enc: 'A256GCM' })
        .setExpirationTime(Math.floor(until / 1_000))
        .encrypt(await bytes());
    },
    async open(text, now) {
      const secret = await bytes();
      try {
        const { payload } = await jwtDecrypt(text, secret, {
          keyManagementAlgorithms: ['dir'],
          contentEncryptionAlgorithms: ['A256GCM'],
          requiredClaims: ['exp'],
          currentDate: new Date(now),
        });
        return payload['content'] as { [name: string]: unknown };
      } catch {
        return null;
      }
    },
  };
}
