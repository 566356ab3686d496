import { equalBytes } from './bytes.ts';
import { LogError } from './error.ts';
import { assertPath } from './inclusion.ts';
import type { Hash } from './leaf.ts';
import { emptyRoot, nodeHash } from './leaf.ts';
import type { HashReader, Range } from './tree.ts';
import { assertSize, rangeHash, split } from './tree.ts';

/** PROOF(m, D[n]) of RFC 6962, section 2.1.2, as subtrees. Throws LogError `bad_size` unless 0 < old <= size. */
export function consistencyRanges(old: number, size: number): Range[] {
  assertSizes(old, size);
  return subproof(old, { start: 0, end: size }, true);
}

// `isOld` holds while the subtree at hand is the whole old tree, whose root the verifier has already.
function subproof(old: number, range: Range, isOld: boolean): Range[] {
  if (old === range.end) return isOld ? [] : [range];
  const [left, right] = split(range);
  return old <= left.end
    ? [...subproof(old, left, isOld), right]
    : [...subproof(old, right, false), left];
}

export function consistencyProof(old: number, size: number, reader: HashReader): Hash[] {
  return consistencyRanges(old, size).map((range) => rangeHash(range, reader));
}

/** As {@link consistencyProof}, with the empty proof for `old 0` that c2sp.org/tlog-witness asks for. */
export function witnessConsistencyProof(old: number, size: number, reader: HashReader): Hash[] {
  assertSize(size);
  return old === 0 ? [] : consistencyProof(old, size, reader);
}

export type Consistency = {
  readonly old: number;
  readonly oldRoot: Hash;
  readonly size: number;
  readonly root: Hash;
  readonly path: readonly Hash[];
};

/**
 * Throws LogError: `bad_size` unless 0 < old <= size, for from nothing nothing can be proven;
 * `bad_proof` (not the shape of one); `wrong_root` (the old tree is no beginning of the new one).
 */
export function verifyConsistency({ old, oldRoot, size, root, path }: Consistency): void {
  const needed = consistencyRanges(old, size).length;
  assertPath([oldRoot, root, ...path]);
  if (path.length !== needed) {
    throw new LogError(
      'bad_proof',
      `From ${old} to ${size} entries takes a proof of ${needed} hashes, not ${path.length}.`,
    );
  }
  const roots = rebuild(old, { start: 0, end: size }, path, oldRoot);
  if (!equalBytes(roots.old, oldRoot) || !equalBytes(roots.grown, root)) {
    throw new LogError(
      'wrong_root',
      `The log of ${size} entries does not begin with the log of ${old} entries: its history was rewritten.`,
    );
  }
}

/** As {@link verifyConsistency}, but `old 0` with an empty proof holds (c2sp.org/tlog-witness). */
export function verifyWitnessConsistency(claim: Consistency): void {
  if (claim.old !== 0) return verifyConsistency(claim);
  assertSize(claim.size);
  if (claim.path.length > 0) throw new LogError('bad_proof', 'From 0 entries takes no proof.');
  const grewFromNothing = equalBytes(claim.oldRoot, emptyRoot());
  if (!grewFromNothing || (claim.size === 0 && !equalBytes(claim.root, emptyRoot()))) {
    throw new LogError('wrong_root', 'A log of 0 entries has the hash of nothing as its root.');
  }
}

/** Both roots, folded along the recursion of {@link subproof} from the end of the proof inwards. */
function rebuild(
  old: number,
  range: Range,
  path: readonly Hash[],
  oldRoot: Hash,
): { old: Hash; grown: Hash } {
  const beside = path.at(-1);
  if (beside === undefined) return { old: oldRoot, grown: oldRoot };
  if (old === range.end) return { old: beside, grown: beside };
  const [left, right] = split(range);
  if (old <= left.end) {
    const inner = rebuild(old, left, path.slice(0, -1), oldRoot);
    return { old: inner.old, grown: nodeHash(inner.grown, beside) };
  }
  const inner = rebuild(old, right, path.slice(0, -1), oldRoot);
  return { old: nodeHash(beside, inner.old), grown: nodeHash(beside, inner.grown) };
}

function assertSizes(old: number, size: number): void {
  assertSize(old);
  assertSize(size);
  if (old > 0 && old <= size) return;
  throw new LogError(
    'bad_size',
    `A log of ${size} entries can't be shown to extend one of ${old}.`,
  );
}
