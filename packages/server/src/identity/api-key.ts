import { createHash, timingSafeEqual } from 'node:crypto';
import { crc32 } from 'node:zlib';

/** `id` names the key in configuration and log; `hash` is what is stored; `key` is shown once. */
export type MintedKey = { key: string; id: string; hash: string };
export type PresentedKey = { id: string; hash: string };

const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
/** Prefix, id, secret, checksum. The prefix and the checksum let secret scanners find a leaked key. */
const shape = /^(csk_([0-9A-Za-z]{10})_[0-9A-Za-z]{32})([0-9A-Za-z]{6})$/u;

/** A new key. `randomBytes` must be cryptographic, such as that of `node:crypto`. */
export function mintApiKey(randomBytes: (size: number) => Uint8Array): MintedKey {
  const id = base62(10, randomBytes);
  const body = `csk_${id}_${base62(32, randomBytes)}`;
  const key = body + checksum(body);
  return { key, id, hash: hashApiKey(key) };
}

/** Null where the text is not a key or was mistyped: no look-up is needed to know. */
export function parseApiKey(text: string): PresentedKey | null {
  const [, body, id, check] = shape.exec(text) ?? [];
  if (body === undefined || id === undefined || check !== checksum(body)) return null;
  return { id, hash: hashApiKey(text) };
}

/** Compares two SHA-256 hex digests in constant time. */
export function sameHash(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a, 'hex'), Buffer.from(b, 'hex')];
  return left.length === 32 && right.length === 32 && timingSafeEqual(left, right);
}

/** A key has 190 bits of entropy, so one round of SHA-256 is enough: nothing to guess. */
function hashApiKey(key: string): string {
  return createHash('sha256').update(key).digest('hex');
}

function checksum(body: string): string {
  let rest = crc32(body);
  let digits = '';
  while (digits.length < 6) {
    digits = alphabet.charAt(rest % 62) + digits;
    rest = Math.floor(rest / 62);
  }
  return digits;
}

/** Bytes from 248 up are drawn again: `% 62` over all 256 would favour the first characters. */
function base62(length: number, randomBytes: (size: number) => Uint8Array): string {
  let text = '';
  while (text.length < length) {
    for (const byte of randomBytes(length - text.length)) {
      if (byte < 248) text += alphabet.charAt(byte % 62);
    }
  }
  return text;
}
