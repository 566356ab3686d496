import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Inclusion } from '../../src/log/inclusion.ts';
import { inclusionProof, siblings, verifyInclusion } from '../../src/log/inclusion.ts';
import { LogError } from '../../src/log/error.ts';
import { leafHash } from '../../src/log/leaf.ts';
import { tileReader, tilesFor, tilesOf } from '../../src/log/tile.ts';
import { nodesOf, rootOf } from '../../src/log/tree.ts';
import { flip, MemoryTiles, someLeaves } from './naive.ts';

const leaves = someLeaves(700);
const tree = new MemoryTiles();
tree.append(leaves);

const places = fc
  .integer({ min: 1, max: leaves.length })
  .chain((size) => fc.record({ size: fc.constant(size), index: fc.nat(size - 1) }));

function inclusion({ index, size }: { index: number; size: number }): Inclusion {
  return {
    index,
    size,
    leaf: leaves[index] ?? new Uint8Array(),
    root: rootOf(size, tree.reader),
    path: inclusionProof(index, size, tree.reader),
  };
}

describe('an inclusion proof', () => {
  it('proves any leaf of a tree of any size', () => {
    fc.assert(
      fc.property(places, (place) => {
        expect(() => verifyInclusion(inclusion(place))).not.toThrow();
      }),
    );
  });

  it('proves every leaf of every small tree', () => {
    for (let size = 1; size <= 33; size++) {
      for (let index = 0; index < size; index++) verifyInclusion(inclusion({ index, size }));
    }
    expect(inclusionProof(0, 1, tree.reader)).toEqual([]);
  });

  it('fails with any bit of any part flipped', () => {
    fc.assert(
      fc.property(places, fc.nat(), fc.nat(255), (place, part, bit) => {
        const claim = inclusion(place);
        const parts = [claim.leaf, claim.root, ...claim.path];
        const at = part % parts.length;
        const [leaf, root, ...path] = parts.map((hash, n) => (n === at ? flip(hash, bit) : hash));
        const forged = { ...claim, leaf: leaf ?? claim.leaf, root: root ?? claim.root, path };
        expect(() => verifyInclusion(forged)).toThrow(
          expect.objectContaining({ code: 'wrong_root' }),
        );
      }),
    );
  });

  it('fails for any other leaf, index or root', () => {
    fc.assert(
      fc.property(places, places, (place, other) => {
        fc.pre(place.index !== other.index && place.size !== other.size);
        const claim = inclusion(place);
        const { leaf, root } = inclusion(other);
        expect(() => verifyInclusion({ ...claim, leaf })).toThrow(LogError);
        expect(() => verifyInclusion({ ...claim, root })).toThrow(LogError);
        expect(() => verifyInclusion({ ...claim, index: other.index })).toThrow(LogError);
      }),
    );
  });

  it('fails with hashes added, dropped, swapped or cut', () => {
    fc.assert(
      fc.property(places, fc.nat(), (place, at) => {
        const claim = inclusion(place);
        const { path, root, leaf } = claim;
        fc.pre(path.length > 1);
        const cut = at % path.length;
        const forgeries = [
          [...path, root],
          [root, ...path],
          [...path, new Uint8Array(32)],
          [leaf, ...path],
          path.toSpliced(cut, 1),
          path.toReversed(),
          path.with(cut, path[cut]?.slice(1) ?? root),
          [],
        ];
        for (const forged of forgeries) {
          expect(() => verifyInclusion({ ...claim, path: forged })).toThrow(LogError);
        }
      }),
    );
  });

  it('is as long as the tree is high, even if a longer one leads to the root', () => {
    const [leaf, beside] = leaves;
    const claim = { index: 0, size: 1, root: rootOf(2, tree.reader) };
    const forged = { ...claim, leaf: leaf ?? claim.root, path: [beside ?? claim.root] };
    expect(() => verifyInclusion({ ...forged, size: 2 })).not.toThrow();
    expect(() => verifyInclusion(forged)).toThrow(expect.objectContaining({ code: 'bad_proof' }));
  });

  it('never lets an inner node pass as a leaf', () => {
    const [left, right] = leaves;
    const inner = Uint8Array.of(...(left ?? []), ...(right ?? []));
    const root = rootOf(2, tree.reader);
    const claim = { index: 0, size: 1, leaf: leafHash(inner), root, path: [] };
    expect(() => verifyInclusion(claim)).toThrow(expect.objectContaining({ code: 'wrong_root' }));
  });

  it.each([
    [0, 0],
    [5, 5],
    [-1, 5],
    [0.5, 5],
    [0, -1],
    [0, Number.MAX_SAFE_INTEGER + 1],
  ])('is refused for leaf %d of %d', (index, size) => {
    expect(() => siblings(index, size)).toThrow(LogError);
  });

  it('needs only the tiles that are named for it', () => {
    fc.assert(
      fc.property(places, ({ index, size }) => {
        const nodes = siblings(index, size).flatMap(({ range }) => nodesOf(range));
        const tiles = tilesFor(nodes, size);
        const named = new Set(tiles.map((tile) => `${tile.level}/${tile.index}`));
        expect(tilesOf(size)).toEqual(expect.arrayContaining(tiles));
        const reader = tileReader((level, at) =>
          named.has(`${level}/${at}`) ? tree.tiles.get(`${level}/${at}`) : undefined,
        );
        expect(inclusionProof(index, size, reader)).toEqual(
          inclusionProof(index, size, tree.reader),
        );
      }),
    );
  });

  it('is quick to check in a tree of 2^53 - 1 leaves', () => {
    expect(siblings(2 ** 52, Number.MAX_SAFE_INTEGER).length).toBeLessThanOrEqual(53);
  });
});
