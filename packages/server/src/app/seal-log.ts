import { append, type TileWrite } from '@countersign/core/log/append';
import { signCheckpoint } from '@countersign/core/log/checkpoint';
import type { Signer } from '@countersign/core/log/key';
import { leafHash } from '@countersign/core/log/leaf';
import {
  edgeTiles,
  TILE_WIDTH,
  tilePath,
  tileReader,
  type HashTile,
} from '@countersign/core/log/tile';
import type { HashReader } from '@countersign/core/log/tree';
import type { LogStore } from '../ports/log-store.ts';
import type { Store } from '../ports/store.ts';

export type Sealing = {
  store: Store;
  signer: Signer;
  /** This process, among those that could seal. */
  owner: string;
  now: () => number;
};

const BATCH = 2_000;
const LEASE_MS = 10_000;

/** `againInMs`: when another look is worth it though nothing wakes the sealer; null: never. */
export type Sealed = { sealed: number; againInMs: number | null };

/**
 * Gives committed entries their places in the tree and signs the new root. One leader does it; the
 * store refuses a batch for a tree that has grown meanwhile, so two roots of one size are never
 * published, whoever believes to lead.
 */
export async function sealLog({ store, signer, owner, now }: Sealing): Promise<Sealed> {
  const unsealed = await store.log.unsealed(BATCH);
  if (unsealed.length === 0) return { sealed: 0, againInMs: null };
  // Who leads may have died over these entries, and nobody is going to be woken for them again.
  if (!(await store.lead('sealer', owner, now(), LEASE_MS))) {
    return { sealed: 0, againInMs: LEASE_MS };
  }
  const from = (await store.log.latest())?.size ?? 0;
  const leaves = unsealed.map(({ leaf }) => leafHash(leaf));
  const { size, root, tiles } = append(from, leaves, await edgeReader(store.log, from));
  const published = await store.log.seal({
    from,
    places: unsealed.map(({ ref }, at) => ({ ref, index: from + at })),
    tiles: tiles.map(stored),
    checkpoint: { size, root, note: signCheckpoint(size, root, signer), at: now() },
  });
  if (!published) return { sealed: 0, againInMs: 0 };
  return { sealed: unsealed.length, againInMs: unsealed.length < BATCH ? null : 0 };
}

async function edgeReader(log: LogStore, size: number): Promise<HashReader> {
  const edges = await Promise.all(
    edgeTiles(size).map(async (tile) => ({ tile, bytes: await log.tile(storedPath(tile)) })),
  );
  const bytes = new Map(edges.map((edge) => [`${edge.tile.level}/${edge.tile.index}`, edge.bytes]));
  return tileReader((level, index) => bytes.get(`${level}/${index}`) ?? undefined);
}

function stored({ tile, bytes }: TileWrite) {
  return { path: storedPath(tile), bytes };
}

/** A tile is kept once, at its widest: every narrower one is the beginning of it. */
export function storedPath({ level, index }: Pick<HashTile, 'level' | 'index'>): string {
  return tilePath({ level, index, width: TILE_WIDTH });
}
