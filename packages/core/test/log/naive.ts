import type { Hash } from '../../src/log/leaf.ts';
import { emptyRoot, leafHash, nodeHash } from '../../src/log/leaf.ts';
import type { HashReader } from '../../src/log/tree.ts';
import { append, emptyReader } from '../../src/log/append.ts';
import { tileReader } from '../../src/log/tile.ts';
import { utf8 } from '../../src/log/bytes.ts';

/** MTH(D[n]) word for word from RFC 6962, section 2.1: slow, and so plain that it can't be wrong. */
export function naiveRoot(leaves: readonly Hash[]): Hash {
  const [first] = leaves;
  if (first === undefined) return emptyRoot();
  if (leaves.length === 1) return first;
  const k =
    Array.from({ length: 52 }, (_, bit) => 2 ** bit).findLast((n) => n < leaves.length) ?? 1;
  return nodeHash(naiveRoot(leaves.slice(0, k)), naiveRoot(leaves.slice(k)));
}

export function someLeaves(size: number): Hash[] {
  return Array.from({ length: size }, (_, at) => leafHash(utf8(`leaf ${at}`)));
}

/** A tile store in memory: the widest version of each tile wins, as in a log's folder. */
export class MemoryTiles {
  readonly tiles = new Map<string, Uint8Array>();
  size = 0;

  get reader(): HashReader {
    return tileReader((level, index) => this.tiles.get(`${level}/${index}`));
  }

  append(leaves: readonly Hash[]): Hash {
    const growth = append(this.size, leaves, this.size === 0 ? emptyReader : this.reader);
    for (const { tile, bytes } of growth.tiles) {
      this.tiles.set(`${tile.level}/${tile.index}`, bytes);
    }
    this.size = growth.size;
    return growth.root;
  }
}

export function flip(bytes: Uint8Array, bit: number): Uint8Array {
  const at = Math.floor(bit / 8) % bytes.length;
  return bytes.with(at, (bytes[at] ?? 0) ^ (1 << (bit % 8)));
}
