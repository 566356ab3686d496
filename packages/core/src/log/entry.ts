import { canonicalJson, CanonicalError } from '../digest.ts';
import type { Json } from '../digest.ts';
import { equalBytes, fromUtf8, utf8 } from './bytes.ts';
import { LogError } from './error.ts';
import type { Hash } from './leaf.ts';
import { leafHash } from './leaf.ts';

/** One event of the log. `at` is RFC 3339 in UTC with milliseconds; `request` names the request it tells of. */
export type Entry = {
  readonly id: string;
  readonly at: string;
  readonly kind: string;
  readonly request?: string;
  readonly body: Json;
};

/** An entry bundle gives each entry a 16-bit length (c2sp.org/tlog-tiles). */
export const MAX_ENTRY_BYTES = 0xffff;

/** The leaf's bytes: the entry's canonical JSON (RFC 8785) in UTF-8. */
export function entryBytes(entry: Entry): Uint8Array {
  assertEntry(entry);
  const bytes = canonicalBytes(entry);
  if (bytes.length > MAX_ENTRY_BYTES) {
    throw new LogError(
      'entry_too_large',
      `Entry ${entry.id} takes ${bytes.length} bytes, the log holds at most ${MAX_ENTRY_BYTES} an entry; put a digest of the large part in its body.`,
    );
  }
  return bytes;
}

export function entryHash(entry: Entry): Hash {
  return leafHash(entryBytes(entry));
}

/** Reads a leaf back; refuses bytes that are not the one canonical spelling of an entry. */
export function parseEntry(bytes: Uint8Array): Entry {
  const value = parseJson(bytes);
  assertEntry(value);
  if (!equalBytes(canonicalBytes(value), bytes)) {
    throw new LogError('bad_entry', `Entry ${value.id} is not in canonical JSON.`);
  }
  return value;
}

function canonicalBytes(entry: Entry): Uint8Array {
  try {
    return utf8(canonicalJson(entry));
  } catch (cause) {
    if (!(cause instanceof CanonicalError)) throw cause;
    throw new LogError('bad_entry', `Entry ${entry.id} has no canonical JSON: ${cause.message}`);
  }
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(fromUtf8(bytes) ?? '') as unknown;
  } catch {
    throw new LogError('bad_entry', 'An entry of the log is not JSON.');
  }
}

const MEMBERS = new Set(['id', 'at', 'kind', 'request', 'body']);
const UTC_MILLISECONDS = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

export function assertEntry(value: unknown): asserts value is Entry {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new LogError('bad_entry', 'An entry of the log is not a JSON object.');
  }
  const stranger = Object.keys(value).find((name) => !MEMBERS.has(name));
  if (stranger !== undefined) {
    throw new LogError('bad_entry', `An entry has the unknown member ${JSON.stringify(stranger)}.`);
  }
  const { id, at, kind, request, body } = value as Record<string, unknown>;
  if (!isName(id) || !isName(kind) || !(request === undefined || isName(request))) {
    throw new LogError('bad_entry', 'An entry needs a text for its id, its kind and its request.');
  }
  if (typeof at !== 'string' || !UTC_MILLISECONDS.test(at) || Number.isNaN(Date.parse(at))) {
    throw new LogError('bad_entry', `Entry ${id} needs a time in UTC with milliseconds.`);
  }
  if (body === undefined) throw new LogError('bad_entry', `Entry ${id} has no body.`);
}

function isName(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}
