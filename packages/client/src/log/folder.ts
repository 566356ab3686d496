import { readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { LogFiles } from '@countersign/core/log/audit';
import { parseCheckpoint } from '@countersign/core/log/checkpoint';
import { parseNote } from '@countersign/core/log/note';
import { bundlesOf, tilePath, tilesOf } from '@countersign/core/log/tile';
import { cannotWrite } from '../write-error.ts';
import { makeFolder } from './make-folder.ts';

/** How many entries a checkpoint speaks of; nothing is verified. Throws LogError. */
export function sizeOfCheckpoint(checkpoint: string): number {
  return parseCheckpoint(parseNote(checkpoint).text).size;
}

/** Every tile and entry bundle of a log with `size` entries. */
export function pathsOf(size: number): string[] {
  return [...bundlesOf(size), ...tilesOf(size)].map((tile) => tilePath(tile));
}

/** The files of an export that are there. */
export async function readLogFiles(folder: string, size: number): Promise<LogFiles> {
  const files = new Map<string, Uint8Array>();
  for (const path of pathsOf(size)) {
    const bytes = await readOptional(join(folder, path));
    if (bytes) files.set(path, bytes);
  }
  return files;
}

export async function readOptional(path: string): Promise<Uint8Array | undefined> {
  try {
    return new Uint8Array(await readFile(path));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

export async function writeBelow(folder: string, path: string, bytes: Uint8Array): Promise<void> {
  const file = join(folder, path);
  await makeFolder(dirname(file));
  await writeTo(file, bytes);
}

export async function writeTo(file: string, bytes: Uint8Array): Promise<void> {
  try {
    await writeFile(file, bytes);
  } catch (error) {
    throw cannotWrite(file, error);
  }
}
