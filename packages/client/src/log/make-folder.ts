import { access, constants, mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';

/** A place where nothing can be written; the message is a sentence. */
export class FolderError extends Error {}

/**
 * Makes a folder and those above it, one by one: the recursive `mkdir` of Node tries for ever where a
 * file system answers ENOENT for a parent that is there, as /proc does. Throws {@link FolderError}.
 */
export async function makeFolder(folder: string): Promise<void> {
  try {
    const found = await stat(folder).catch(orAbsent);
    if (found && !found.isDirectory()) throw new FolderError(`${folder} is not a folder.`);
    if (found) return await access(folder, constants.W_OK);
    if (dirname(folder) !== folder) await makeFolder(dirname(folder));
    await mkdir(folder).catch(orExisting);
  } catch (error) {
    throw error instanceof FolderError ? error : cannotWrite(folder, error);
  }
}

export function cannotWrite(path: string, cause: unknown): FolderError {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause);
  const reason = reasons[code] ?? code;
  return new FolderError(`${path} cannot be written: ${reason}.`, { cause });
}

const reasons: Record<string, string> = {
  EACCES: 'permission is denied',
  EPERM: 'permission is denied',
  EROFS: 'the file system is read-only',
  ENOSPC: 'no space is left',
  ENOENT: 'the folder above it is not there, or takes no files',
  EISDIR: 'it is a folder',
  ENOTDIR: 'what is above it is not a folder',
};

function orAbsent(error: NodeJS.ErrnoException): undefined {
  // Below a file: the walk upwards comes to it and says so.
  if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return;
  throw error;
}

function orExisting(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EEXIST') throw error;
}
