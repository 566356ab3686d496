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
 * what may yet be undone.
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
    for (const task of runAll(connection, tasks)) task.committed();
  } catch (error) {
    // A task that failed by itself has heard of that already; the rest hear that nothing was kept.
    for (const task of tasks) task.failed(error);
  }
}

function runAll(connection: SqliteConnection, tasks: Task[]): Task[] {
  try {
    const [only, ...more] = tasks;
    if (only && more.length === 0) only.run();
    const done = more.length === 0 ? tasks : tasks.filter((task) => runWithin(connection, task));
    connection.run('commit');
    return done;
  } catch (error) {
    connection.rollback();
    throw error;
  }
}

/** Undoes the task alone where it fails; false then. */
function runWithin(connection: SqliteConnection, task: Task): boolean {
  connection.run('savepoint task');
  try {
    task.run();
    return true;
  } catch (error) {
    connection.run('rollback to task');
    task.failed(error);
    return false;
  } finally {
    connection.run('release task');
  }
}
