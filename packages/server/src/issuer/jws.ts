import type { Signer } from './signer.ts';

/** The type of a JWT access token (RFC 9068, section 2.1). */
export const TYPE = 'at+jwt';

/**
 * A JWS in its compact form (RFC 7515, section 7.1), put together here: libraries want the key, and
 * the key of a KMS stays there.
 */
export async function compactJws(signer: Signer, claims: object): Promise<string> {
  const { alg, kid } = signer;
  const input = `${encode({ alg, kid, typ: TYPE })}.${encode(claims)}`;
  const signature = await signer.sign(Buffer.from(input, 'ascii'));
  return `${input}.${Buffer.from(signature).toString('base64url')}`;
}

export type ReadJws = {
  header: { [name: string]: unknown };
  claims: { [name: string]: unknown };
  /** What the signature is of. */
  input: Uint8Array;
  signature: Uint8Array;
};

const COMPACT = /^([\w-]{1,1000})\.([\w-]{1,20000})\.([\w-]{1,2000})$/u;

/** Its parts, unproved; null for what is none. */
export function readJws(text: string): ReadJws | null {
  const [, header = '', claims = '', signature = ''] = COMPACT.exec(text) ?? [];
  const parts = [decode(header), decode(claims)] as const;
  if (!parts[0] || !parts[1]) return null;
  return {
    header: parts[0],
    claims: parts[1],
    input: Buffer.from(`${header}.${claims}`, 'ascii'),
    signature: Buffer.from(signature, 'base64url'),
  };
}

function encode(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

function decode(part: string): { [name: string]: unknown } | null {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isObject ? { ...value } : null;
  } catch {
    return null;
  }
}
