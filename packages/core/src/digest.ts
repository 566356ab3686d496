import canonicalize from 'canonicalize';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

export type Json =
  | null
  | boolean
  | number
  | string
  | readonly Json[]
  | { readonly [member: string]: Json };

/** `sha256:` and 64 lower-case hex digits: the SHA-256 of a value's canonical JSON. */
export type Digest = `sha256:${string}`;

export type CanonicalErrorCode =
  | 'not_a_number'
  | 'lone_surrogate'
  | 'not_plain'
  | 'not_json'
  | 'too_deep';

/** A value that has no canonical JSON; `path` says where, as in `$.plan.steps[2]`. */
export class CanonicalError extends Error {
  readonly code: CanonicalErrorCode;
  readonly path: string;
  constructor(code: CanonicalErrorCode, path: string, what: string) {
    super(`${path} ${what}`);
    this.name = 'CanonicalError';
    this.code = code;
    this.path = path;
  }
}

/** Deeper values are refused: no change needs them, and a cycle ends here too. */
export const MAX_DEPTH = 200;

/**
 * The canonical JSON of a value (RFC 8785).
 * Throws {@link CanonicalError}: what JSON would drop or bend silently is refused instead, because
 * two people who approve one digest must have seen one value.
 */
export function canonicalJson(value: Json): string {
  assertJson(value, '$', 0);
  const text = canonicalize(value);
  if (text === undefined) throw new CanonicalError('not_json', '$', 'is not a JSON value.');
  return text;
}

export function digestOf(value: Json): Digest {
  return `sha256:${bytesToHex(sha256(utf8ToBytes(canonicalJson(value))))}`;
}

export function isDigest(text: unknown): text is Digest {
  return typeof text === 'string' && /^sha256:[0-9a-f]{64}$/.test(text);
}

/** The first 12 hex digits, for people to compare; never a key or a proof. */
export function shortDigest(digest: Digest): string {
  return digest.slice('sha256:'.length, 'sha256:'.length + 12);
}

function assertJson(value: unknown, path: string, depth: number): void {
  if (depth > MAX_DEPTH) {
    throw new CanonicalError('too_deep', path, `is nested more than ${MAX_DEPTH} levels deep.`);
  }
  if (value === null || typeof value === 'boolean') return;
  if (typeof value === 'string') return assertWellFormed(value, path);
  if (typeof value === 'object') return assertContainer(value, path, depth);
  if (typeof value !== 'number') {
    throw new CanonicalError('not_json', path, `is of type ${typeof value}, which is not JSON.`);
  }
  if (!Number.isFinite(value)) {
    throw new CanonicalError('not_a_number', path, `is ${value}, which JSON cannot express.`);
  }
}

function assertContainer(value: object, path: string, depth: number): void {
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) {
      assertJson(item, `${path}[${index}]`, depth + 1);
    }
    return;
  }
  if (!isPlain(value)) {
    throw new CanonicalError('not_plain', path, 'is not a plain object or array.');
  }
  for (const [name, member] of Object.entries(value)) {
    assertWellFormed(name, path);
    assertJson(member, `${path}.${name}`, depth + 1);
  }
}

function assertWellFormed(text: string, path: string): void {
  if (text.isWellFormed()) return;
  throw new CanonicalError('lone_surrogate', path, 'holds half of a surrogate pair.');
}

// The prototype of any realm's Object.prototype is null; class instances, dates and maps sit deeper.
function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}
