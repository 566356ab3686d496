import { encodeBundle } from '@countersign/core/log/bundle';
import { entryBytes } from '@countersign/core/log/entry';
import { gatherEvidence, type Evidence } from '@countersign/core/log/evidence';
import { HASH_SIZE } from '@countersign/core/log/leaf';
import { siblings } from '@countersign/core/log/inclusion';
import { parseTilePath, TILE_WIDTH, tileReader, tilesFor } from '@countersign/core/log/tile';
import { nodesOf } from '@countersign/core/log/tree';
import type { Store } from '../ports/store.ts';
import type { Caller } from './caller.ts';
import type { Context } from './context.ts';
import { Fault } from './fault.ts';
import { findRequest, notFound } from './find-request.ts';
import { storedPath } from './seal-log.ts';

/** A tile or entry bundle of the published tree; null where it isn't part of it. */
export async function readTile(store: Store, path: string): Promise<Uint8Array | null> {
  const tile = parseTilePath(path);
  if (tile.level === 'entries') return readBundle(store, tile.index, tile.width);
  const bytes = await store.log.tile(storedPath({ level: tile.level, index: tile.index }));
  const length = tile.width * HASH_SIZE;
  return bytes && bytes.length >= length ? bytes.subarray(0, length) : null;
}

async function readBundle(store: Store, index: number, width: number) {
  const from = index * TILE_WIDTH;
  const entries = await store.log.range(from, from + width);
  if (entries.length !== width) return null;
  return encodeBundle(entries.map(({ entry }) => entryBytes(entry)));
}

/** All that proves a decision offline, once its entries are sealed. */
export async function evidenceFor(ctx: Context, caller: Caller, id: string): Promise<Evidence> {
  await findRequest(ctx, caller, id);
  return evidenceOf(ctx, id);
}

/** The same of anybody's request, for who may see all of the log. */
export async function evidenceOf(ctx: Context, id: string): Promise<Evidence> {
  const found = await ctx.store.requests.get(id);
  if (!found) throw notFound(id);
  if (found.state.status === 'pending') {
    throw new Fault(
      'not_decided',
      `Request ${id} is not decided yet, so there is no decision to prove.`,
    );
  }
  return gather(ctx.store, id);
}

async function gather(store: Store, id: string): Promise<Evidence> {
  const [head, entries] = await Promise.all([store.log.latest(), store.log.ofRequest(id)]);
  const placed = entries.flatMap(({ index, entry }) => (index === null ? [] : [{ index, entry }]));
  if (!head || placed.length < entries.length || placed.some(({ index }) => index >= head.size)) {
    throw new Fault(
      'unavailable',
      `The entries of ${id} are about to be sealed. Ask again in a moment.`,
      1,
    );
  }
  const nodes = placed.flatMap(({ index }) =>
    siblings(index, head.size).flatMap(({ range }) => nodesOf(range)),
  );
  const tiles = tilesFor(nodes, head.size);
  const read = await Promise.all(tiles.map((tile) => store.log.tile(storedPath(tile))));
  const bytes = new Map(tiles.map((tile, at) => [`${tile.level}/${tile.index}`, read[at]]));
  const reader = tileReader((level, index) => bytes.get(`${level}/${index}`) ?? undefined);
  return gatherEvidence(placed, head.note, reader);
}
