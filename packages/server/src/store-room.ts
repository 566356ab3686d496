import { statfs } from 'node:fs/promises';
import { dirname } from 'node:path';

/** A request is up to 2 MB, and what SQLite writes beside the store some more. */
const LEAST_BYTES = 8 * 2 ** 20;

/**
 * Whether what is decided next can be written. `store` is a URL as in the configuration: the disk of
 * a database server is its own affair. `freeOf` answers the bytes that are free where a folder is.
 */
export async function roomFor(
  store: string,
  freeOf: (folder: string) => Promise<number> = freeBytes,
): Promise<{ ok: true } | { ok: false; reason: string }> {
  const [, path] = /^sqlite:(.*)$/u.exec(store) ?? [];
  if (path === undefined || path === ':memory:') return { ok: true };
  const free = await freeOf(dirname(path));
  if (free >= LEAST_BYTES) return { ok: true };
  const left = `${Math.floor(free / 2 ** 20)} MB`;
  return {
    ok: false,
    reason: `The disk of the store has ${left} left, and nothing can be asked or decided once it is full: make room.`,
  };
}

async function freeBytes(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}
