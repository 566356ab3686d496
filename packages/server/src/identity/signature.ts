import { compactVerify, decodeProtectedHeader, type CompactVerifyGetKey } from 'jose';
import { algorithms } from './signing-keys.ts';

/** What is no signed token, or none that its keys signed; the sentence says why. */
export class SignatureRefused extends Error {}

const longest = 16_384;

/**
 * The bytes that were signed, of a JWS in the compact serialization (RFC 7515) and in its one
 * spelling: other base64 of the same bits is refused, as are extensions (`crit`). Throws
 * {@link SignatureRefused}, jose's own errors, and what `keys` throws.
 */
export async function signedBytes(token: string, keys: CompactVerifyGetKey): Promise<Uint8Array> {
  assertSpelling(token);
  if (header(token).crit !== undefined) {
    throw new SignatureRefused('The token wants an extension ("crit") that is not known here.');
  }
  const { payload } = await compactVerify(token, keys, { algorithms });
  return payload;
}

/** Without any proof. */
export function header(token: string): ReturnType<typeof decodeProtectedHeader> {
  try {
    return decodeProtectedHeader(token);
  } catch {
    throw new SignatureRefused(noToken);
  }
}

/** Before anything is read of it; costs nothing to speak of. */
export function assertSpelling(token: string): void {
  if (token.length > longest) throw new SignatureRefused('The token is longer than 16 KB.');
  const parts = token.split('.');
  if (parts.length !== 3 || !parts.every(isBase64url)) throw new SignatureRefused(noToken);
}

const noToken = 'This is neither an API key nor a signed token.';

/** RFC 4648 section 3.5: bits that stand for nothing must be zero, so that there is one spelling. */
function isBase64url(part: string): boolean {
  return part !== '' && Buffer.from(part, 'base64url').toString('base64url') === part;
}
