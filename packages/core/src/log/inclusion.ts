import { equalBytes } from './bytes.ts';
import { LogError } from './error.ts';
import type { Hash } from './leaf.ts';
import { HASH_SIZE, nodeHash } from './leaf.ts';
import type { HashReader, Range } from './tree.ts';
import { assertIndex, rangeHash, split } from './tree.ts';

/** The subtrees beside the way from a leaf to the root, and on which side of it each one lies. */
export type Sibling = { readonly side: 'left' | 'right'; readonly range: Range };

/** PATH(m, D[n]) of RFC 6962, section 2.1.1, as subtrees: from the leaf's sibling to the root's child. */
export function siblings(index: number, size: number): Sibling[] {
  assertIndex(index, size);
  const found: Sibling[] = [];
  for (let range: Range = { start: 0, end: size }; range.end - range.start > 1;) {
    const [left, right] = split(range);
    const goesLeft = index < left.end;
    found.unshift(goesLeft ? { side: 'right', range: right } : { side: 'left', range: left });
    range = goesLeft ? left : right;
  }
  return found;
}

export function inclusionProof(index: number, size: number, reader: HashReader): Hash[] {
  return siblings(index, size).map(({ range }) => rangeHash(range, reader));
}

export type Inclusion = {
  readonly index: number;
  readonly size: number;
  readonly leaf: Hash;
  readonly root: Hash;
  readonly path: readonly Hash[];
};

/** Throws LogError: `bad_index`, `bad_proof` (not the shape of one), `wrong_root` (proves another tree). */
export function verifyInclusion({ index, size, leaf, root, path }: Inclusion): void {
  const beside = siblings(index, size);
  assertPath([leaf, root, ...path]);
  if (path.length !== beside.length) {
    throw new LogError(
      'bad_proof',
      `Leaf ${index} of ${size} takes a proof of ${beside.length} hashes, not ${path.length}.`,
    );
  }
  const reached = path.reduce(
    (hash, other, at) =>
      beside[at]?.side === 'left' ? nodeHash(other, hash) : nodeHash(hash, other),
    leaf,
  );
  if (!equalBytes(reached, root)) {
    throw new LogError(
      'wrong_root',
      `The proof of leaf ${index} does not lead to the root of the ${size} entries: the entry is not the one that was logged there.`,
    );
  }
}

export function assertPath(hashes: readonly Hash[]): void {
  if (hashes.every((hash) => hash.length === HASH_SIZE)) return;
  throw new LogError('bad_proof', 'A proof holds hashes of 32 bytes.');
}
