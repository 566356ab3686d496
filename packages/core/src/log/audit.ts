import { append, emptyReader, overlay } from './append.ts';
import { decodeBundle } from './bundle.ts';
import { equalBytes } from './bytes.ts';
import type { Checkpoint } from './checkpoint.ts';
import type { Entry } from './entry.ts';
import { parseEntry } from './entry.ts';
import { LogError } from './error.ts';
import { leafHash } from './leaf.ts';
import { bundlesOf, tilePath } from './tile.ts';
import type { Tile } from './tile.ts';
import type { HashReader } from './tree.ts';

/** A log as files: the bytes by tile path, as in `tile/entries/000.p/7` and `tile/0/000.p/7`. */
export type LogFiles = ReadonlyMap<string, Uint8Array>;

/** Every entry of a log in its place, and the hashes over them, recomputed. */
export type AuditedLog = { readonly entries: readonly Entry[]; readonly reader: HashReader };

/**
 * Hashes every entry and compares the root with the checkpoint's, so that what was deleted,
 * reordered, edited or cut off anywhere is found. Tiles of hashes may be left out, since they follow
 * from the entries; those that are there must agree.
 * Throws LogError: `missing_bundle`, `bad_bundle`, `bad_entry`, `wrong_root`, `bad_tile`.
 */
export function auditLog(files: LogFiles, { size, root }: Checkpoint): AuditedLog {
  const leaves = bundlesOf(size).flatMap((bundle) => readBundle(files, bundle));
  const grown = append(0, leaves.map(leafHash), emptyReader);
  if (!equalBytes(grown.root, root)) {
    throw new LogError(
      'wrong_root',
      `The ${size} entries do not add up to the signed root: at least one was changed, moved or replaced.`,
    );
  }
  for (const { tile, bytes } of grown.tiles) assertTile(files, tile, bytes);
  return {
    entries: assertUnique(leaves.map(parseEntry)),
    reader: overlay(grown.tiles, emptyReader),
  };
}

function readBundle(files: LogFiles, bundle: Tile): Uint8Array[] {
  const path = tilePath(bundle);
  const bytes = files.get(path);
  if (bytes === undefined) {
    throw new LogError(
      'missing_bundle',
      `The entry bundle ${path} is missing: the log is cut short or has a gap.`,
    );
  }
  const entries = decodeBundle(bytes);
  if (entries.length !== bundle.width) {
    throw new LogError(
      'bad_bundle',
      `The entry bundle ${path} holds ${entries.length} entries instead of ${bundle.width}.`,
    );
  }
  return entries;
}

function assertTile(files: LogFiles, tile: Tile, bytes: Uint8Array): void {
  const stored = files.get(tilePath(tile));
  if (stored === undefined || equalBytes(stored, bytes)) return;
  throw new LogError('bad_tile', `The tile ${tilePath(tile)} does not follow from the entries.`);
}

function assertUnique(entries: readonly Entry[]): readonly Entry[] {
  const seen = new Set<string>();
  for (const { id } of entries) {
    if (seen.has(id)) throw new LogError('bad_entry', `The entry ${id} is in the log twice.`);
    seen.add(id);
  }
  return entries;
}
