import { access, constants, mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { cannotWrite, WriteError } from '../write-error.ts';

/**
 * Makes a folder and those above it, one by one: the recursive `mkdir` of Node tries for ever where a
 * file system answers ENOENT for a parent that is there, as /proc does. Throws {@link WriteError}.
 */
export async function makeFolder(folder: string): Promise<void> {
  try {
    const found = await stat(folder).catch(orAbsent);
    if (found && !found.isDirectory()) throw new WriteError(`${folder} is not a folder.`);
    if (found) return await access(folder, constants.W_OK);
    if (dirname(folder) !== folder) await makeFolder(dirname(folder));
    await mkdir(folder).catch(orExisting);
  } catch (error) {
    throw error instanceof WriteError ? error : cannotWrite(folder, error);
  }
}

function orAbsent(error: NodeJS.ErrnoException): undefined {
  // Below a file: the walk upwards comes to it and says so.
  if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return;
  throw error;
}

function orExisting(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EEXIST') throw error;
}
