import { openSync, closeSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { StartError } from './start-error.ts';
import { extendedCode } from './store/node-sqlite.ts';

const SQLITE_BUSY = 5;

/** Kept from the garbage collector, which would close them. */
const held = new Set<DatabaseSync>();

/**
 * Makes this process the only one of an embedded store, until it lets go or dies: the lock is the
 * operating system's, in a file of its own, because others may read the store itself.
 * `store` is a URL as in the configuration; a database server keeps its own order, and needs no lock.
 * Throws {@link StartError} where another process has the store.
 */
export function lockStore(store: string): { release(): void } {
  const path = store.replace(/^sqlite:/u, '');
  const isFile = path !== store && path !== ':memory:' && !path.startsWith('file:');
  if (!isFile) return { release: () => undefined };
  const lock = openLock(`${path}.lock`);
  try {
    lock.exec('begin exclusive');
  } catch (error) {
    lock.close();
    if (extendedCode(error) !== SQLITE_BUSY) throw error;
    throw new StartError(
      `Another process runs Countersign on ${path}, and an embedded store has one. End that process, or set COUNTERSIGN_DATA to another directory.`,
      { cause: error },
    );
  }
  held.add(lock);
  return {
    release() {
      if (held.delete(lock)) lock.close();
    },
  };
}

function openLock(path: string): DatabaseSync {
  try {
    // Only where it is new: closing any descriptor of a file gives up this process's locks on it.
    closeSync(openSync(path, 'wx', 0o600));
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
  return new DatabaseSync(path, { timeout: 0 });
}
