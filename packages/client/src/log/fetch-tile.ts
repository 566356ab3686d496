import { decodeBundle, encodeBundle } from '@countersign/core/log/bundle';
import { LogError } from '@countersign/core/log/error';
import { parseTilePath, TILE_WIDTH, tilePath } from '@countersign/core/log/tile';
import type { Countersign } from '../sdk/countersign.ts';
import { CountersignError } from '../sdk/error.ts';

/** 32 bytes a hash (RFC 6962). */
const HASH_SIZE = 32;

/**
 * A tile at the width that its path names. While a log grows, a partial tile may give way to the
 * full one (c2sp.org/tlog-tiles, "Partial Tiles"): then the full one is cut. Throws LogError where neither is there, and CountersignError.
 */
export async function fetchTile(client: Countersign, path: string): Promise<Uint8Array> {
  const exact = await findFile(client, path);
  if (exact) return exact;
  const tile = parseTilePath(path);
  const full = await findFile(client, tilePath({ ...tile, width: TILE_WIDTH }));
  if (!full) {
    throw new LogError(
      'missing_bundle',
      `The service has signed a checkpoint of its log, and not all that it covers is there any more (${path}): its store lost entries, or somebody removed them. Keep earlier exports and checkpoints: they tell what was there.`,
    );
  }
  return tile.level === 'entries'
    ? encodeBundle(decodeBundle(full).slice(0, tile.width))
    : full.slice(0, tile.width * HASH_SIZE);
}

async function findFile(client: Countersign, path: string): Promise<Uint8Array | undefined> {
  try {
    return await client.logFile(path);
  } catch (error) {
    if (error instanceof CountersignError && error.code === 'not_found') return undefined;
    throw error;
  }
}
