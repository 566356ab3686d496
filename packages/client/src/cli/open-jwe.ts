import { createDecipheriv, createHash } from 'node:crypto';
import { CountersignError } from '../sdk/error.ts';
import type { EphemeralKey } from './ephemeral-key.ts';

/**
 * A secret out of a compact JWE of ECDH-ES and A256GCM (RFC 7516, section 7.1; RFC 7518, sections 4.6 and
 * 5.3), the one form that the service sends. Throws a CountersignError for all else.
 */
export function openJwe(jwe: string, key: Pick<EphemeralKey, 'agree'>): string {
  try {
    const [head = '', wrapped, iv = '', text = '', tag = '', ...more] = jwe.split('.');
    const header = JSON.parse(Buffer.from(head, 'base64url').toString()) as Header;
    const { alg, enc, epk, crit } = header;
    if (
      alg !== 'ECDH-ES' ||
      enc !== 'A256GCM' ||
      crit !== undefined ||
      wrapped !== '' ||
      more.length > 0
    ) {
      throw new Error('It is of another kind.');
    }
    const secret = key.agree({ x: String(epk?.x), y: String(epk?.y) });
    const tagBytes = Buffer.from(tag, 'base64url');
    if (tagBytes.length !== 16) throw new Error('Its tag is cut.');
    const decipher = createDecipheriv(
      'aes-256-gcm',
      contentKey(secret, header),
      Buffer.from(iv, 'base64url'),
    );
    decipher.setAAD(Buffer.from(head)).setAuthTag(tagBytes);
    const parts = [decipher.update(Buffer.from(text, 'base64url')), decipher.final()];
    return asText(Buffer.concat(parts));
  } catch (cause) {
    const message =
      'What the service sent does not open with the key that it was asked for with. Nothing runs.';
    throw new CountersignError('bad_answer', message, { cause });
  }
}

type Header = {
  alg?: unknown;
  enc?: unknown;
  crit?: unknown;
  epk?: { x?: unknown; y?: unknown };
  apu?: string;
  apv?: string;
};

/** The Concat KDF of NIST SP 800-56A, one round of SHA-256 for the 256 bits of an A256GCM key. */
export function contentKey(
  secret: Uint8Array,
  { enc, apu = '', apv = '' }: Pick<Header, 'apu' | 'apv'> & { enc?: unknown },
  bits = 256,
): Buffer {
  const said = [
    Buffer.from(String(enc)),
    Buffer.from(apu, 'base64url'),
    Buffer.from(apv, 'base64url'),
  ];
  const hash = createHash('sha256').update(uint32(1)).update(secret);
  for (const part of said) hash.update(uint32(part.length)).update(part);
  return hash
    .update(uint32(bits))
    .digest()
    .subarray(0, bits / 8);
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

/** A variable holds neither NUL nor what is no text. */
function asText(bytes: Buffer): string {
  const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  if (text.includes('\0')) throw new Error('It does not fit a variable.');
  return text;
}
