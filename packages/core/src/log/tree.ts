import { LogError } from './error.ts';
import type { Hash } from './leaf.ts';
import { emptyRoot, nodeHash } from './leaf.ts';

/** The leaves [start, end) of a tree. */
export type Range = { readonly start: number; readonly end: number };

/** The perfect subtree over the leaves [index * 2^level, (index + 1) * 2^level). */
export type Node = { readonly level: number; readonly index: number };

/** Gives the hash of a perfect subtree; throws LogError `missing_hash` if it is not stored. */
export interface HashReader {
  hash(level: number, index: number): Hash;
}

/** The Merkle tree hash of the first `size` leaves: MTH(D[n]) of RFC 6962, section 2.1. */
export function rootOf(size: number, reader: HashReader): Hash {
  assertSize(size);
  return size === 0 ? emptyRoot() : rangeHash({ start: 0, end: size }, reader);
}

/** The Merkle tree hash of a range that is a subtree in RFC 6962's recursion. */
export function rangeHash(range: Range, reader: HashReader): Hash {
  return nodesOf(range)
    .map(({ level, index }) => reader.hash(level, index))
    .reduceRight((right, left) => nodeHash(left, right));
}

/** A subtree as perfect subtrees, largest first, from left to right. */
export function nodesOf({ start, end }: Range): Node[] {
  const nodes: Node[] = [];
  for (let at = start; at < end;) {
    const level = floorLog2(end - at);
    nodes.push({ level, index: at / 2 ** level });
    at += 2 ** level;
  }
  return nodes;
}

/** RFC 6962 splits n > 1 leaves at k, the largest power of two smaller than n. */
export function split({ start, end }: Range): [left: Range, right: Range] {
  const middle = start + 2 ** floorLog2(end - start - 1);
  return [
    { start, end: middle },
    { start: middle, end },
  ];
}

// By doubling, since Math.log2 rounds up close below large powers of two.
function floorLog2(n: number): number {
  let level = 0;
  while (2 ** (level + 1) <= n) level++;
  return level;
}

export function assertSize(size: number): void {
  if (Number.isSafeInteger(size) && size >= 0) return;
  throw new LogError('bad_size', `A tree has a whole number of leaves, not ${size}.`);
}

export function assertIndex(index: number, size: number): void {
  assertSize(size);
  if (Number.isSafeInteger(index) && index >= 0 && index < size) return;
  throw new LogError('bad_index', `There is no leaf ${index} in a tree of ${size} leaves.`);
}
