import { setImmediate as turn } from 'node:timers/promises';
import type { SqliteConnection } from './node-sqlite.ts';

/** So that one commit never holds up the event loop for long. */
const TASKS_AT_ONCE = 64;

type Task = {
  run: () => void;
  committed: () => void;
  failed: (error: unknown) => void;
};

/**
 * Commits what comes in one turn of the event loop together: the flush to the disk takes longer
 * than the writing, and there is one for all. Each task stands or falls alone, and hears of its
 * commit only after the flush. Between the begin and the commit nothing else runs, so nobody reads
 * what may yet be undone. A task may run again, so it must be pure.
 */
export function createGroupCommit(connection: SqliteConnection) {
  const waiting: Task[] = [];
  let draining: Promise<void> | null = null;

  async function drain(): Promise<void> {
    while (waiting.length > 0) {
      await turn();
      await commit(connection, waiting.splice(0, TASKS_AT_ONCE));
    }
    draining = null;
  }

  return {
    run<T>(work: () => T): Promise<T> {
      const { promise, resolve, reject } = Promise.withResolvers<T>();
      let result: T;
      waiting.push({
        run: () => void (result = work()),
        committed: () => resolve(result),
        failed: reject,
      });
      draining ??= drain();
      return promise;
    },
    async idle(): Promise<void> {
      await draining;
    },
  };
}

async function commit(connection: SqliteConnection, tasks: Task[]): Promise<void> {
  try {
    await connection.beginImmediate();
    const { committed, undone } = runAll(connection, tasks);
    for (const task of committed) task.committed();
    if (undone.length > 0) await commit(connection, undone);
  } catch (error) {
    // A task that failed by itself has heard of that already; the rest hear that nothing was kept.
    for (const task of tasks) task.failed(error);
  }
}

/** Either all are committed but those that failed, or none is and the others are to run again. */
function runAll(
  connection: SqliteConnection,
  tasks: Task[],
): Record<'committed' | 'undone', Task[]> {
  try {
    const done: Task[] = [];
    for (const [at, task] of tasks.entries()) {
      const before = connection.written();
      try {
        task.run();
        done.push(task);
      } catch (error) {
        task.failed(error);
        if (connection.written() === before) continue;
        // A savepoint for each task would copy every page that it touches. To undo all for the one
        // that failed halfway, and run the others again, costs more but hardly ever happens.
        connection.rollback();
        return { committed: [], undone: [...done, ...tasks.slice(at + 1)] };
      }
    }
    connection.run('commit');
    return { committed: done, undone: [] };
  } catch (error) {
    connection.rollback();
    throw error;
  }
}
