/** A place where nothing can be written; the message is a sentence. */
export class WriteError extends Error {}

export function cannotWrite(path: string, cause: unknown): WriteError {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause);
  const reason = reasons[code] ?? code;
  return new WriteError(`${path} cannot be written: ${reason}.`, { cause });
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
