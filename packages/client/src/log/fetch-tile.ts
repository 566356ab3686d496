import { decodeBundle, encodeBundle } from '@countersign/core/log/bundle';
import { parseTilePath, TILE_WIDTH, tilePath } from '@countersign/core/log/tile';
import type { Countersign } from '../sdk/countersign.ts';
import { CountersignError } from '../sdk/error.ts';

/** 32 bytes a hash (RFC 6962). */
const HASH_SIZE = 32;

/**
 * A tile at the width that its path names. While a log grows, a partial tile may give way to the
 * full one (c2sp.org/tlog-tiles, "Partial Tiles"): then the full one is cut.
 */
export async function fetchTile(client: Countersign, path: string): Promise<Uint8Array> {
  try {
    return await client.logFile(path);
  } catch (error) {
    const tile = parseTilePath(path);
    const isGone = error instanceof CountersignError && error.code === 'not_found';
    if (!isGone || tile.width === TILE_WIDTH) throw error;
    const full = await client.logFile(tilePath({ ...tile, width: TILE_WIDTH }));
    return tile.level === 'entries'
      ? encodeBundle(decodeBundle(full).slice(0, tile.width))
      : full.slice(0, tile.width * HASH_SIZE);
  }
}
