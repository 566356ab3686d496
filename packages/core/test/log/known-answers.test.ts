import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import { describe, expect, it } from 'vitest';
import { append, emptyReader } from '../../src/log/append.ts';
import { leafHash } from '../../src/log/leaf.ts';
import vectors from './vectors/rfc6962-reference-tree.json' with { type: 'json' };

describe('the reference tree of Certificate Transparency', () => {
  it.each(vectors.roots.map((root, size) => ({ size, root })))(
    'has the published root at size $size',
    ({ size, root }) => {
      const leaves = vectors.leaves.slice(0, size).map((leaf) => leafHash(hexToBytes(leaf)));
      expect(bytesToHex(append(0, leaves, emptyReader).root)).toBe(root);
    },
  );
});
