import { append, emptyReader, overlay } from '@countersign/core/log/append';
import { encodeBundle } from '@countersign/core/log/bundle';
import { utf8 } from '@countersign/core/log/bytes';
import { signCheckpoint } from '@countersign/core/log/checkpoint';
import { entryBytes, entryHash, type Entry } from '@countersign/core/log/entry';
import { gatherEvidence } from '@countersign/core/log/evidence';
import { keyPair, parseSigningKey } from '@countersign/core/log/key';
import { bundlesOf, TILE_WIDTH, tilePath } from '@countersign/core/log/tile';
import type { FakeServer } from './fake-server.ts';

export const digest = `sha256:${'a'.repeat(64)}` as const;

/** A key made from one repeated byte. */
export function keysOf(byte: number) {
  const { signingKey, vkey } = keyPair('log.example.com', new Uint8Array(32).fill(byte));
  return { signer: parseSigningKey(signingKey), vkey };
}

/** Entries that tell of one approved request, behind some others. */
export function approvedStory(before: number): Entry[] {
  const at = '2026-11-22T12:00:00.000Z';
  const others = Array.from({ length: before }, (_, n): Entry => ({
    id: `o${n}`,
    at,
    kind: 'other',
    body: n,
  }));
  const tell = (id: string, kind: string, body: object): Entry => ({
    id,
    at,
    kind: `request.${kind}`,
    request: 'req_1',
    body: { digest, ...body },
  });
  return [
    ...others,
    tell('e1', 'submitted', { quorum: [1] }),
    tell('e2', 'voted', { vote: 'approve', person: 'p_ada', stage: 0 }),
    tell('e3', 'approved', {}),
  ];
}

/** The evidence of all that is told of requests, in a log of these entries alone. */
export function evidenceOf(entries: Entry[], byte = 7) {
  const { root, size, tiles } = append(0, entries.map(entryHash), emptyReader);
  const checkpoint = signCheckpoint(size, root, keysOf(byte).signer);
  const placed = entries
    .map((entry, index) => ({ index, entry }))
    .filter(({ entry }) => entry.request);
  return gatherEvidence(placed, checkpoint, overlay(tiles, emptyReader));
}

/** Puts a log behind a service: checkpoint, key, tiles, bundles, the evidence of `req_1`. */
export function publish(server: FakeServer, entries: Entry[], byte = 7): string {
  const { signer, vkey } = keysOf(byte);
  const { root, size, tiles } = append(0, entries.map(entryHash), emptyReader);
  const checkpoint = signCheckpoint(size, root, signer);
  const put = (path: string, bytes: Uint8Array) => server.files.set(path, Buffer.from(bytes));
  put('key', utf8(`${vkey}\n`));
  put('checkpoint', utf8(checkpoint));
  for (const { tile, bytes } of tiles) put(tilePath(tile), bytes);
  for (const bundle of bundlesOf(size)) {
    const first = bundle.index * TILE_WIDTH;
    const some = entries.slice(first, first + bundle.width);
    put(tilePath(bundle), encodeBundle(some.map((entry) => entryBytes(entry))));
  }
  put('evidence/req_1', utf8(JSON.stringify(evidenceOf(entries, byte))));
  return vkey;
}
