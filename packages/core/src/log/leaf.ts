import { sha256 } from '@noble/hashes/sha2.js';
import { concatBytes } from '@noble/hashes/utils.js';

/** 32 bytes of SHA-256. */
export type Hash = Uint8Array;

export const HASH_SIZE = 32;

// The prefixes keep a node from passing as a leaf (RFC 6962, section 2.1).
const LEAF = Uint8Array.of(0x00);
const NODE = Uint8Array.of(0x01);

export function leafHash(entry: Uint8Array): Hash {
  return sha256(concatBytes(LEAF, entry));
}

export function nodeHash(left: Hash, right: Hash): Hash {
  return sha256(concatBytes(NODE, left, right));
}

/** The root of a tree without leaves: the hash of nothing. */
export function emptyRoot(): Hash {
  return sha256(new Uint8Array());
}
