import type { Store } from './ports/store.ts';
import { StartError } from './start-error.ts';
import { lockStore } from './store-lock.ts';
import { roomFor } from './store-room.ts';
import { openStore } from './store/open.ts';

/**
 * The store, which no other process has where it is embedded. Throws an error that says what to do.
 */
export async function openServiceStore(
  url: string,
  onFault: (error: unknown) => void,
): Promise<Store> {
  const lock = lockOf(url);
  const store = await openStore(url, { onFault }).catch(sayWhatToDo);
  return {
    ...store,
    async ready() {
      const answers = await store.ready();
      return answers.ok ? roomFor(url) : answers;
    },
    async close() {
      await store.close();
      lock.release();
    },
  };
}

function lockOf(store: string): ReturnType<typeof lockStore> {
  try {
    return lockStore(store);
  } catch (error) {
    return sayWhatToDo(error);
  }
}

/** A driver's own error names no setting, and its stack helps nobody. */
function sayWhatToDo(error: unknown): never {
  const isPlain = error instanceof StartError;
  if (isPlain || !(error instanceof Error) || error.name === 'StoreError') throw error;
  if (error.message.includes('client password must be a string')) {
    throw new StartError(
      'The store could not be opened: PostgreSQL wants a password, and its URL has none. Add it to store in the configuration, or to DATABASE_URL.',
      { cause: error },
    );
  }
  const code = 'code' in error ? String(error.code) : error.name;
  throw new StartError(
    `The store could not be opened: ${error.message || code}. Check store in the configuration, or DATABASE_URL, and that the database is there.`,
    { cause: error },
  );
}
