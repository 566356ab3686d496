import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Consistency } from '../../src/log/consistency.ts';
import {
  consistencyProof,
  consistencyRanges,
  verifyConsistency,
  verifyWitnessConsistency,
  witnessConsistencyProof,
} from '../../src/log/consistency.ts';
import { LogError } from '../../src/log/error.ts';
import { emptyRoot } from '../../src/log/leaf.ts';
import { tileReader, tilesFor } from '../../src/log/tile.ts';
import { nodesOf, rootOf } from '../../src/log/tree.ts';
import { flip, MemoryTiles, someLeaves } from './naive.ts';

const leaves = someLeaves(700);
const tree = new MemoryTiles();
tree.append(leaves);

const sizes = fc
  .integer({ min: 1, max: leaves.length })
  .chain((size) => fc.record({ size: fc.constant(size), old: fc.integer({ min: 1, max: size }) }));

function consistency({ old, size }: { old: number; size: number }): Consistency {
  return {
    old,
    size,
    oldRoot: rootOf(old, tree.reader),
    root: rootOf(size, tree.reader),
    path: consistencyProof(old, size, tree.reader),
  };
}
const failure = (code: string): unknown => expect.objectContaining({ code });

describe('a consistency proof', () => {
  it('proves the growth between any two sizes', () => {
    fc.assert(
      fc.property(sizes, (pair) => {
        expect(() => verifyConsistency(consistency(pair))).not.toThrow();
        expect(() => verifyWitnessConsistency(consistency(pair))).not.toThrow();
      }),
    );
  });

  it('proves the growth between all small sizes', () => {
    for (let size = 1; size <= 33; size++) {
      for (let old = 1; old <= size; old++) verifyConsistency(consistency({ old, size }));
    }
    expect(consistencyProof(33, 33, tree.reader)).toEqual([]);
  });

  it('fails with any bit of any part flipped', () => {
    fc.assert(
      fc.property(sizes, fc.nat(), fc.nat(255), (pair, part, bit) => {
        const claim = consistency(pair);
        const parts = [claim.oldRoot, claim.root, ...claim.path];
        const at = part % parts.length;
        const [old, root, ...path] = parts.map((hash, n) => (n === at ? flip(hash, bit) : hash));
        const forged = { ...claim, oldRoot: old ?? claim.oldRoot, root: root ?? claim.root, path };
        expect(() => verifyConsistency(forged)).toThrow(failure('wrong_root'));
      }),
    );
  });

  it('fails for a log whose history was rewritten', () => {
    fc.assert(
      fc.property(sizes, fc.nat(), ({ old, size }, at) => {
        const rewritten = new MemoryTiles();
        rewritten.append(leaves.slice(0, size).with(at % old, emptyRoot()));
        const { oldRoot } = consistency({ old, size });
        const root = rootOf(size, rewritten.reader);
        const path = consistencyProof(old, size, rewritten.reader);
        expect(() => verifyConsistency({ old, oldRoot, size, root, path })).toThrow(
          failure('wrong_root'),
        );
      }),
      { numRuns: 50 },
    );
  });

  it('fails with hashes added, dropped, swapped or cut', () => {
    fc.assert(
      fc.property(sizes, fc.nat(), (pair, at) => {
        const claim = consistency(pair);
        const { path, root, oldRoot } = claim;
        fc.pre(path.length > 1);
        const cut = at % path.length;
        const forgeries = [
          [...path, root],
          [oldRoot, ...path],
          path.toSpliced(cut, 1),
          path.toReversed(),
          path.with(cut, path[cut]?.slice(1) ?? root),
          [],
        ];
        for (const forged of forgeries) {
          expect(() => verifyConsistency({ ...claim, path: forged })).toThrow(LogError);
        }
      }),
    );
  });

  it('between equal sizes takes equal roots and no hashes', () => {
    const claim = consistency({ old: 9, size: 9 });
    const root = rootOf(10, tree.reader);
    expect(() => verifyConsistency({ ...claim, root })).toThrow(failure('wrong_root'));
    expect(() => verifyConsistency({ ...claim, path: [root] })).toThrow(failure('bad_proof'));
  });

  it('never goes back', () => {
    const claim = { ...consistency({ old: 5, size: 9 }), old: 9, size: 5 };
    expect(() => verifyConsistency(claim)).toThrow(failure('bad_size'));
  });

  it('needs only the tiles that are named for it', () => {
    fc.assert(
      fc.property(sizes, ({ old, size }) => {
        const nodes = consistencyRanges(old, size).flatMap(nodesOf);
        const named = new Set(tilesFor(nodes, size).map((tile) => `${tile.level}/${tile.index}`));
        const reader = tileReader((level, at) =>
          named.has(`${level}/${at}`) ? tree.tiles.get(`${level}/${at}`) : undefined,
        );
        expect(consistencyProof(old, size, reader)).toEqual(
          consistencyProof(old, size, tree.reader),
        );
      }),
    );
  });
});

describe('growth from nothing', () => {
  const root = rootOf(9, tree.reader);
  const fromNothing = { old: 0, oldRoot: emptyRoot(), size: 9, root, path: [] };

  it('is no consistency proof for RFC 6962', () => {
    expect(() => verifyConsistency(fromNothing)).toThrow(failure('bad_size'));
    expect(() => consistencyProof(0, 9, tree.reader)).toThrow(failure('bad_size'));
    expect(() => verifyConsistency({ ...fromNothing, size: 0, root: emptyRoot() })).toThrow(
      failure('bad_size'),
    );
  });

  it('is shown to a witness by an empty proof', () => {
    expect(witnessConsistencyProof(0, 9, tree.reader)).toEqual([]);
    expect(() => verifyWitnessConsistency(fromNothing)).not.toThrow();
  });

  it('is refused by a witness with hashes, or with a root that is not that of nothing', () => {
    expect(() => verifyWitnessConsistency({ ...fromNothing, path: [root] })).toThrow(
      failure('bad_proof'),
    );
    expect(() => verifyWitnessConsistency({ ...fromNothing, oldRoot: root })).toThrow(
      failure('wrong_root'),
    );
    expect(() => verifyWitnessConsistency({ ...fromNothing, size: 0 })).toThrow(
      failure('wrong_root'),
    );
  });
});
