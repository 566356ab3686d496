import { bytesToHex } from '@noble/hashes/utils.js';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { append, emptyReader } from '../../src/log/append.ts';
import { emptyRoot } from '../../src/log/leaf.ts';
import { edgeTiles, tileReader, tilesOf } from '../../src/log/tile.ts';
import { rootOf } from '../../src/log/tree.ts';
import { MemoryTiles, naiveRoot, someLeaves } from './naive.ts';

const leaves = someLeaves(1200);
const sizes = fc.integer({ min: 0, max: leaves.length });

describe('a tree', () => {
  it('of no leaves has the hash of nothing as its root', () => {
    expect(bytesToHex(append(0, [], emptyReader).root)).toBe(bytesToHex(emptyRoot()));
  });

  it('has the root that RFC 6962 defines, at every small size and around full tiles', () => {
    for (const size of [...Array.from({ length: 40 }, (_, n) => n), 255, 256, 257, 511, 512, 513]) {
      const part = leaves.slice(0, size);
      expect(append(0, part, emptyReader).root).toEqual(naiveRoot(part));
    }
  });

  it('has one root, however its leaves were split into batches', () => {
    fc.assert(
      fc.property(sizes, fc.array(sizes, { maxLength: 6 }), (size, cuts) => {
        const tree = new MemoryTiles();
        const bounds = [0, ...cuts.filter((cut) => cut < size).sort((a, b) => a - b), size];
        for (const [at, end] of bounds.entries()) {
          tree.append(leaves.slice(bounds[at - 1] ?? 0, end));
        }
        expect(rootOf(size, tree.reader)).toEqual(naiveRoot(leaves.slice(0, size)));
      }),
      { numRuns: 60 },
    );
  });

  it('still gives the root of every earlier size', () => {
    const tree = new MemoryTiles();
    tree.append(leaves);
    fc.assert(
      fc.property(sizes, (size) => {
        expect(rootOf(size, tree.reader)).toEqual(naiveRoot(leaves.slice(0, size)));
      }),
    );
  });

  it('writes exactly the tiles of its size when it is built at once', () => {
    const { tiles } = append(0, leaves, emptyReader);
    expect(tiles.map(({ tile }) => tile)).toEqual(tilesOf(leaves.length));
  });

  it('reads only its edge tiles to grow', () => {
    fc.assert(
      fc.property(sizes, fc.integer({ min: 1, max: 300 }), (size, more) => {
        const tree = new MemoryTiles();
        tree.append(leaves.slice(0, size));
        const edge = new Set(edgeTiles(size).map(({ level, index }) => `${level}/${index}`));
        const onlyEdge = tileReader((level, index) =>
          edge.has(`${level}/${index}`) ? tree.tiles.get(`${level}/${index}`) : undefined,
        );
        const all = leaves.slice(0, size + more);
        const { root } = append(size, all.slice(size), onlyEdge);
        expect(root).toEqual(naiveRoot(all));
      }),
      { numRuns: 60 },
    );
  });

  it('refuses to grow when an edge tile is missing or too short', () => {
    const tree = new MemoryTiles();
    tree.append(leaves.slice(0, 300));
    const short = tileReader((level, index) =>
      tree.tiles.get(`${level}/${index}`)?.slice(0, 32 * 43),
    );
    const code = { code: 'missing_hash' };
    expect(() => append(300, leaves.slice(0, 1), emptyReader)).toThrow(
      expect.objectContaining(code),
    );
    expect(() => append(300, leaves.slice(0, 1), short)).toThrow(expect.objectContaining(code));
  });

  it('refuses sizes that are no sizes', () => {
    for (const size of [-1, 0.5, Number.NaN, Number.MAX_SAFE_INTEGER + 1]) {
      expect(() => rootOf(size, emptyReader)).toThrow(
        expect.objectContaining({ code: 'bad_size' }),
      );
    }
  });
});
