import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Tile } from '../../src/log/tile.ts';
import { bundlesOf, parseTilePath, tileHashes, tilePath, tilesOf } from '../../src/log/tile.ts';
import vectors from './vectors/tile-paths.json' with { type: 'json' };

describe('the path of a tile', () => {
  it.each(vectors.valid)('is $path', ({ path, ...tile }) => {
    expect(tilePath(tile as Tile)).toBe(path);
    expect(parseTilePath(path)).toEqual(tile);
  });

  it.each(vectors.invalid)('is not %j', (path) => {
    expect(() => parseTilePath(path)).toThrow(expect.objectContaining({ code: 'bad_path' }));
  });

  it('is read back as it was written, for every tile', () => {
    const level = fc.oneof(fc.integer({ min: 0, max: 63 }), fc.constant('entries' as const));
    const index = fc.nat(Number.MAX_SAFE_INTEGER);
    fc.assert(
      fc.property(level, index, fc.integer({ min: 1, max: 256 }), (level, index, width) => {
        expect(parseTilePath(tilePath({ level, index, width }))).toEqual({ level, index, width });
      }),
    );
  });
});

describe('the tiles of a tree', () => {
  it.each(vectors.trees)('of $size leaves are those that c2sp.org/tlog-tiles counts', (tree) => {
    const tiles = tilesOf(tree.size);
    for (const [level, full, partial] of tree.widths) {
      const widths = tiles.filter((tile) => tile.level === level).map(({ width }) => width);
      expect(widths.filter((width) => width === 256)).toHaveLength(full ?? 0);
      expect(widths.filter((width) => width < 256)).toEqual(partial === 0 ? [] : [partial]);
    }
    expect(new Set(tiles.map(({ level }) => level)).size).toBe(tree.widths.length);
  });

  it('have entry bundles as wide as their first level', () => {
    const first = tilesOf(70_000).filter(({ level }) => level === 0);
    const bundles = first.map(({ index, width }) => ({ level: 'entries', index, width }));
    expect(bundlesOf(70_000)).toEqual(bundles);
  });

  it('are whole hashes, 256 at most', () => {
    expect(tileHashes(new Uint8Array(64))).toHaveLength(2);
    for (const length of [0, 31, 33, 257 * 32]) {
      expect(() => tileHashes(new Uint8Array(length))).toThrow(
        expect.objectContaining({ code: 'bad_tile' }),
      );
    }
  });
});
