import { concatBytes } from '@noble/hashes/utils.js';
import { LogError } from './error.ts';
import type { Hash } from './leaf.ts';
import { HASH_SIZE } from './leaf.ts';
import type { HashTile } from './tile.ts';
import { perfectRoot, TILE_WIDTH, tileReader } from './tile.ts';
import type { HashReader } from './tree.ts';
import { assertSize, rootOf } from './tree.ts';

export type TileWrite = { readonly tile: HashTile; readonly bytes: Uint8Array };

/** A grown tree: its size and root, and the tiles to write, full ones and the new right edge. */
export type Growth = {
  readonly size: number;
  readonly root: Hash;
  readonly tiles: readonly TileWrite[];
};

/** The reader of a tree without leaves. */
export const emptyReader: HashReader = tileReader(() => undefined);

/**
 * Appends a batch of leaf hashes to a tree of `size` leaves. Reads nothing but the partial tiles
 * that `edgeTiles(size)` names; throws LogError `missing_hash` if one is not there.
 */
export function append(size: number, leaves: readonly Hash[], reader: HashReader): Growth {
  assertSize(size + leaves.length);
  assertHashes(leaves);
  const tiles: TileWrite[] = [];
  let fresh = leaves;
  for (let level = 0, count = size; fresh.length > 0; level++) {
    const grown = growLevel(level, count, fresh, reader);
    tiles.push(...grown.tiles);
    fresh = grown.filled;
    count = Math.floor(count / TILE_WIDTH);
  }
  const grown = size + leaves.length;
  return { size: grown, root: rootOf(grown, overlay(tiles, reader)), tiles };
}

/** The new hashes of one level join its partial tile; each tile that fills gives a hash to the next level. */
function growLevel(level: number, count: number, fresh: readonly Hash[], reader: HashReader) {
  const start = count - (count % TILE_WIDTH);
  const kept = Array.from({ length: count - start }, (_, at) => reader.hash(level * 8, start + at));
  const hashes = [...kept, ...fresh];
  const tiles: TileWrite[] = [];
  const filled: Hash[] = [];
  for (let at = 0; at < hashes.length; at += TILE_WIDTH) {
    const part = hashes.slice(at, at + TILE_WIDTH);
    const index = (start + at) / TILE_WIDTH;
    tiles.push({ tile: { level, index, width: part.length }, bytes: concatBytes(...part) });
    if (part.length === TILE_WIDTH) filled.push(perfectRoot(part));
  }
  return { tiles, filled };
}

/** Reads new tiles first, then what was stored before. */
export function overlay(writes: readonly TileWrite[], reader: HashReader): HashReader {
  const bytes = new Map(writes.map(({ tile, bytes }) => [`${tile.level}/${tile.index}`, bytes]));
  const written = tileReader((level, index) => bytes.get(`${level}/${index}`));
  return {
    hash(level, index) {
      const tileIndex = Math.floor((index * 2 ** (level % 8)) / TILE_WIDTH);
      const isNew = bytes.has(`${Math.floor(level / 8)}/${tileIndex}`);
      return (isNew ? written : reader).hash(level, index);
    },
  };
}

function assertHashes(hashes: readonly Hash[]): void {
  if (hashes.every((hash) => hash.length === HASH_SIZE)) return;
  throw new LogError('bad_entry', 'A leaf hash has 32 bytes.');
}
