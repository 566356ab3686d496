import { concatBytes } from '@noble/hashes/utils.js';
import { MAX_ENTRY_BYTES } from './entry.ts';
import { LogError } from './error.ts';
import { TILE_WIDTH } from './tile.ts';

/** An entry bundle: each entry behind its length as a big-endian uint16 (c2sp.org/tlog-tiles). */
export function encodeBundle(entries: readonly Uint8Array[]): Uint8Array {
  if (entries.length > TILE_WIDTH) {
    throw new LogError('bad_bundle', `A bundle holds at most ${TILE_WIDTH} entries.`);
  }
  return concatBytes(...entries.flatMap((entry) => [lengthOf(entry), entry]));
}

/** Throws LogError `bad_bundle` unless the bytes are whole entries, at most 256. */
export function decodeBundle(bytes: Uint8Array): Uint8Array[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const entries: Uint8Array[] = [];
  for (let at = 0; at < bytes.length;) {
    const start = at + 2;
    const end = start <= bytes.length ? start + view.getUint16(at) : Number.POSITIVE_INFINITY;
    if (end > bytes.length || entries.length === TILE_WIDTH) {
      throw new LogError('bad_bundle', `An entry bundle breaks off or runs on at byte ${at}.`);
    }
    entries.push(bytes.slice(start, end));
    at = end;
  }
  return entries;
}

function lengthOf(entry: Uint8Array): Uint8Array {
  if (entry.length > MAX_ENTRY_BYTES) {
    throw new LogError('entry_too_large', `An entry holds at most ${MAX_ENTRY_BYTES} bytes.`);
  }
  return Uint8Array.of(entry.length >> 8, entry.length & 0xff);
}
