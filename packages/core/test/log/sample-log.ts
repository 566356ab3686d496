import { append, emptyReader, overlay } from '../../src/log/append.ts';
import { encodeBundle } from '../../src/log/bundle.ts';
import { signCheckpoint } from '../../src/log/checkpoint.ts';
import type { Entry } from '../../src/log/entry.ts';
import { entryBytes } from '../../src/log/entry.ts';
import { keyPair, parseSigningKey } from '../../src/log/key.ts';
import { leafHash } from '../../src/log/leaf.ts';
import { bundlesOf, tilePath } from '../../src/log/tile.ts';
import type { Digest, Json } from '../../src/digest.ts';
import { digestOf } from '../../src/digest.ts';

const pair = keyPair('log.example.com', new Uint8Array(32).fill(1));
export const { vkey } = pair;
export const signer = parseSigningKey(pair.signingKey);
export const digest: Digest = digestOf({ action: 'deploy', commit: 'c0ffee' });

let lastId = 0;
export function entry(kind: string, body: Json, request = 'req_1'): Entry {
  lastId += 1;
  return { id: `ent_${lastId}`, at: '2026-11-22T15:00:00.000Z', kind, request, body };
}

/** One request, approved by two people in two stages. */
export function approvedStory(request = 'req_1'): Entry[] {
  return [
    entry('request.submitted', { digest, quorum: [1, 1] }, request),
    entry('request.voted', { digest, vote: 'approve', person: 'ada', stage: 0 }, request),
    entry('request.stage_passed', { stage: 0 }, request),
    entry('request.voted', { digest, vote: 'approve', person: 'grace', stage: 1 }, request),
    entry('request.approved', { digest }, request),
  ];
}

export function manyEntries(count: number): Entry[] {
  return Array.from({ length: count }, (_, n) =>
    entry('request.submitted', { digest, n }, `r${n}`),
  );
}

/** A log with its files, its signed checkpoint, and a reader of its tree. */
export function sealed(entries: readonly Entry[]) {
  return sealedLeaves(entries.map(entryBytes));
}

export function sealedLeaves(leaves: readonly Uint8Array[]) {
  const grown = append(0, leaves.map(leafHash), emptyReader);
  const files = new Map(grown.tiles.map(({ tile, bytes }) => [tilePath(tile), bytes]));
  for (const [path, bytes] of bundleFiles(leaves)) files.set(path, bytes);
  return {
    files,
    reader: overlay(grown.tiles, emptyReader),
    size: grown.size,
    root: grown.root,
    checkpoint: signCheckpoint(grown.size, grown.root, signer),
  };
}

/** The entry bundles alone, as a forger would write them. */
export function bundleFiles(leaves: readonly Uint8Array[]): Map<string, Uint8Array> {
  return new Map(
    bundlesOf(leaves.length).map((bundle) => [
      tilePath(bundle),
      encodeBundle(leaves.slice(bundle.index * 256, (bundle.index + 1) * 256)),
    ]),
  );
}
