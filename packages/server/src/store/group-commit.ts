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
 * end only after the flush. Between the begin and the commit nothing else runs, so nobody reads
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
  const faults = new Map<Task, unknown>();
  try {
    await connection.beginImmediate();
    const spoiler = runAll(connection, tasks, faults);
    if (spoiler) {
      const others = tasks.filter((task) => task !== spoiler);
      await commit(connection, others);
      return spoiler.failed(faults.get(spoiler));
    }
  } catch (error) {
    for (const task of tasks) task.failed(error);
    return;
  }
  // What a task failed for may be of another one, and stands only now.
  for (const task of tasks) {
    if (faults.has(task)) task.failed(faults.get(task));
    else task.committed();
  }
}

/**
 * Either all are committed but those that failed, or none is: because of the one that it answers,
 * without which the others are to run again.
 */
function runAll(
  connection: SqliteConnection,
  tasks: Task[],
  faults: Map<Task, unknown>,
): Task | null {
  try {
    for (const task of tasks) {
      const before = connection.written();
      try {
        task.run();
      } catch (error) {
        faults.set(task, error);
        // SQLite ends the transaction itself where the disk is full or broken, and every statement
        // after that would be committed alone.
        if (connection.written() === before && connection.inTransaction()) continue;
        // A savepoint for each task would copy every page that it touches. To undo all for the one
        // that failed halfway, and run the others again, costs more but hardly ever happens.
        connection.rollback();
        return task;
      }
    }
    connection.run('commit');
    return null;
  } catch (error) {
    connection.rollback();
    throw error;
  }
}
