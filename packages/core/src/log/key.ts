import * as ed25519 from '@noble/ed25519';
import { sha256, sha512 } from '@noble/hashes/sha2.js';
import { bytesToHex, concatBytes } from '@noble/hashes/utils.js';
import { fromBase64, toBase64, utf8 } from './bytes.ts';
import { LogError } from './error.ts';

ed25519.hashes.sha512 = sha512;

/** The one signature type we make and check: Ed25519 over the note text (c2sp.org/signed-note). */
const ED25519 = 0x01;
const KEY_SIZE = 32;

type Key = {
  readonly name: string;
  /** First four bytes of SHA256(name || 0x0A || type || public key), in hex. */
  readonly keyId: string;
};

export type Signer = Key & { sign(text: Uint8Array): Uint8Array };
export type Verifier = Key & { verify(text: Uint8Array, signature: Uint8Array): boolean };

/** Ed25519 (RFC 8032) with a secret of 32 bytes, for whoever has better means than this library. */
export type Ed25519 = {
  publicKey(secret: Uint8Array): Uint8Array;
  sign(text: Uint8Array, secret: Uint8Array): Uint8Array;
};

const portable: Ed25519 = {
  publicKey: (secret) => ed25519.getPublicKey(secret),
  sign: (text, secret) => ed25519.sign(text, secret),
};

/** Both halves of a key: `signingKey` stays secret, `vkey` is published. */
export type KeyPair = { readonly signingKey: string; readonly vkey: string };

/** A key pair from 32 bytes of the caller's best randomness; throws LogError `bad_key`. */
export function keyPair(name: string, random: Uint8Array, by = portable): KeyPair {
  if (random.length !== KEY_SIZE) {
    throw new LogError('bad_key', `A signing key takes 32 random bytes, not ${random.length}.`);
  }
  assertKeyName(name);
  const publicKey = by.publicKey(random);
  const id = keyIdOf(name, publicKey);
  return {
    signingKey: `PRIVATE+KEY+${name}+${id}+${typed(random)}`,
    vkey: `${name}+${id}+${typed(publicKey)}`,
  };
}

/** Reads `PRIVATE+KEY+<name>+<id>+<base64>`, as Go's note package writes it; throws LogError `bad_key`. */
export function parseSigningKey(text: string, by = portable): Signer & { readonly vkey: string } {
  const prefix = 'PRIVATE+KEY+';
  // The fault never quotes the text: it may be a secret with one character wrong.
  const fault = new LogError('bad_key', 'This is not a signing key of the form PRIVATE+KEY+...');
  if (!text.startsWith(prefix)) throw fault;
  const { name, id, material } = parseKey(text.slice(prefix.length), fault);
  const publicKey = by.publicKey(material);
  if (keyIdOf(name, publicKey) !== id) throw fault;
  return {
    name,
    keyId: id,
    vkey: `${name}+${id}+${typed(publicKey)}`,
    sign: (text) => by.sign(text, material),
  };
}

/** Reads a verifier key `<name>+<id>+<base64>` (c2sp.org/signed-note); throws LogError `bad_key`. */
export function parseVerifierKey(vkey: string): Verifier {
  const fault = new LogError(
    'bad_key',
    `${JSON.stringify(vkey)} is not an Ed25519 verifier key of the form name+id+base64.`,
  );
  const { name, id, material } = parseKey(vkey, fault);
  if (keyIdOf(name, material) !== id) throw fault;
  return { name, keyId: id, verify: (text, signature) => isSigned(signature, text, material) };
}

/** Non-empty, without spaces and plus signs (c2sp.org/signed-note); control characters are refused too. */
export function isKeyName(name: string): boolean {
  return name !== '' && name.isWellFormed() && !/[\s\p{Cc}+]/u.test(name);
}

function parseKey(text: string, fault: LogError) {
  const [, name = '', id = '', encoded = ''] = /^([^+]+)\+([0-9a-f]{8})\+(.+)$/s.exec(text) ?? [];
  const bytes = fromBase64(encoded);
  if (!isKeyName(name) || bytes?.length !== KEY_SIZE + 1 || bytes[0] !== ED25519) throw fault;
  return { name, id, material: bytes.slice(1) };
}

function isSigned(signature: Uint8Array, text: Uint8Array, publicKey: Uint8Array): boolean {
  if (signature.length !== 64) return false;
  try {
    // RFC 8032's stricter reading: with ZIP 215, a key of small order would sign anything.
    return ed25519.verify(signature, text, publicKey, { zip215: false });
  } catch {
    return false;
  }
}

function keyIdOf(name: string, publicKey: Uint8Array): string {
  const hash = sha256(concatBytes(utf8(`${name}\n`), Uint8Array.of(ED25519), publicKey));
  return bytesToHex(hash.slice(0, 4));
}

function typed(key: Uint8Array): string {
  return toBase64(concatBytes(Uint8Array.of(ED25519), key));
}

function assertKeyName(name: string): void {
  if (isKeyName(name)) return;
  throw new LogError(
    'bad_key',
    `${JSON.stringify(name)} can't name a key: it is empty, or holds a space, a plus sign or a control character.`,
  );
}
