import { readdir, rm, rmdir } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { pathsOf } from './folder.ts';

/** Files of a folder that belong to no log of `size` entries, by their paths with slashes, sorted. */
export async function uncoveredBy(size: number, folder: string): Promise<string[]> {
  const covered = new Set(['checkpoint', 'key', ...pathsOf(size)]);
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => !entry.isDirectory())
    .map(({ parentPath, name }) => relative(folder, join(parentPath, name)).replaceAll(sep, '/'))
    .filter((path) => !covered.has(path))
    .toSorted((a, b) => (a < b ? -1 : 1));
}

/** Removes the partial tiles that a longer log has outgrown; nothing else, whatever lies there. */
export async function removeOutgrown(size: number, folder: string): Promise<void> {
  const partial = /^tile\/(?:entries|\d{1,2})\/(?:x\d{3}\/)*\d{3}\.p\/\d{1,3}$/;
  for (const path of await uncoveredBy(size, folder)) {
    if (!partial.test(path)) continue;
    await rm(join(folder, path));
    // Only where it was the last one.
    await rmdir(dirname(join(folder, path))).catch(() => undefined);
  }
}
