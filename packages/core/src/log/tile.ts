import { fromDecimal } from './bytes.ts';
import { LogError } from './error.ts';
import type { Hash } from './leaf.ts';
import { HASH_SIZE, nodeHash } from './leaf.ts';
import type { HashReader, Node } from './tree.ts';

/** A full tile or entry bundle is this wide. */
export const TILE_WIDTH = 256;
const TILE_HEIGHT = 8;

/**
 * Consecutive hashes of one tile level, or consecutive entries (c2sp.org/tlog-tiles). Each hash at
 * tile level L covers 256^L leaves; `index` counts tiles, and a width under 256 is a partial tile.
 */
export type Tile = {
  readonly level: number | 'entries';
  readonly index: number;
  readonly width: number;
};
export type HashTile = Tile & { readonly level: number };

/** For example `tile/0/x001/234.p/5`, `tile/entries/000`. */
export function tilePath({ level, index, width }: Tile): string {
  const groups = [String(index % 1000).padStart(3, '0')];
  for (let rest = Math.floor(index / 1000); rest > 0; rest = Math.floor(rest / 1000)) {
    groups.unshift(`x${String(rest % 1000).padStart(3, '0')}`);
  }
  const partial = width === TILE_WIDTH ? '' : `.p/${width}`;
  return `tile/${level}/${groups.join('/')}${partial}`;
}

const PATH = /^tile\/(entries|\d{1,2})\/((?:x\d{3}\/)*\d{3})(?:\.p\/(\d{1,3}))?$/;

/** Throws LogError `bad_path` for every spelling but the one that {@link tilePath} writes. */
export function parseTilePath(path: string): Tile {
  const [, kind = '', digits = '', partial] = PATH.exec(path) ?? [];
  const tile: Tile = {
    level: kind === 'entries' ? kind : (fromDecimal(kind) ?? Number.NaN),
    index: Number(digits.replaceAll(/[x/]/g, '')),
    width: partial === undefined ? TILE_WIDTH : Number(partial),
  };
  const inBounds =
    (tile.level === 'entries' || tile.level <= 63) &&
    Number.isSafeInteger(tile.index) &&
    tile.width >= 1;
  if (!inBounds || tilePath(tile) !== path) {
    throw new LogError('bad_path', `${JSON.stringify(path)} is not the path of a tile.`);
  }
  return tile;
}

/** Every tile of hashes in a tree of `size` leaves, partial ones at their width. */
export function tilesOf(size: number): HashTile[] {
  const tiles: HashTile[] = [];
  for (let level = 0, count = size; count > 0; level++, count = Math.floor(count / TILE_WIDTH)) {
    tiles.push(...widths(count).map((width, index) => ({ level, index, width })));
  }
  return tiles;
}

/** Every entry bundle of a log with `size` entries. */
export function bundlesOf(size: number): Tile[] {
  return widths(size).map((width, index) => ({ level: 'entries', index, width }));
}

/** The partial tiles at the right edge: all that appending to a tree of `size` leaves has to read. */
export function edgeTiles(size: number): HashTile[] {
  const tiles: HashTile[] = [];
  for (let level = 0, count = size; count > 0; level++, count = Math.floor(count / TILE_WIDTH)) {
    const width = count % TILE_WIDTH;
    if (width > 0) tiles.push({ level, index: Math.floor(count / TILE_WIDTH), width });
  }
  return tiles;
}

/** The tiles, each once, that hold the given subtrees in a tree of `size` leaves. */
export function tilesFor(nodes: readonly Node[], size: number): HashTile[] {
  const found = new Map<string, HashTile>();
  for (const node of nodes) {
    const { level, first } = place(node);
    const count = Math.floor(size / TILE_WIDTH ** level);
    const index = Math.floor(first / TILE_WIDTH);
    const tile = { level, index, width: Math.min(TILE_WIDTH, count - index * TILE_WIDTH) };
    found.set(tilePath(tile), tile);
  }
  return [...found.values()];
}

/** Reads subtree hashes out of tiles. `lookup` gives the widest stored tile at a place, if any. */
export function tileReader(
  lookup: (level: number, index: number) => Uint8Array | undefined,
): HashReader {
  return {
    hash(level, index) {
      const { level: tileLevel, first, count } = place({ level, index });
      const tile = lookup(tileLevel, Math.floor(first / TILE_WIDTH));
      const at = (first % TILE_WIDTH) * HASH_SIZE;
      const bytes = tile?.slice(at, at + count * HASH_SIZE);
      if (bytes?.length !== count * HASH_SIZE) {
        throw new LogError(
          'missing_hash',
          `The tile at level ${tileLevel} with leaf hash ${first} is not there or too short.`,
        );
      }
      return perfectRoot(tileHashes(bytes));
    },
  };
}

/** Cuts a tile into its hashes; throws LogError `bad_tile` unless it is 1 to 256 whole hashes. */
export function tileHashes(tile: Uint8Array): Hash[] {
  const width = tile.length / HASH_SIZE;
  if (!Number.isInteger(width) || width < 1 || width > TILE_WIDTH) {
    throw new LogError('bad_tile', `A tile of ${tile.length} bytes is not 1 to 256 hashes.`);
  }
  return Array.from({ length: width }, (_, at) => tile.slice(at * HASH_SIZE, (at + 1) * HASH_SIZE));
}

/** The root over a power of two of hashes. */
export function perfectRoot(hashes: readonly Hash[]): Hash {
  let row = [...hashes];
  while (row.length > 1) row = pairs(row);
  const [root] = row;
  if (root === undefined) throw new LogError('bad_tile', 'An empty tile has no root.');
  return root;
}

function pairs(row: readonly Hash[]): Hash[] {
  const above: Hash[] = [];
  for (let at = 0; at + 1 < row.length; at += 2) {
    const [left, right] = row.slice(at, at + 2);
    if (left && right) above.push(nodeHash(left, right));
  }
  return above;
}

/** Where a subtree's hash comes from: `count` hashes from `first` on, counted along the tile level. */
function place({ level, index }: Node): { level: number; first: number; count: number } {
  const tileLevel = Math.floor(level / TILE_HEIGHT);
  const count = 2 ** (level - tileLevel * TILE_HEIGHT);
  return { level: tileLevel, first: index * count, count };
}

function widths(count: number): number[] {
  const full = Array.from({ length: Math.floor(count / TILE_WIDTH) }, () => TILE_WIDTH);
  const rest = count % TILE_WIDTH;
  return rest > 0 ? [...full, rest] : full;
}
