import { setImmediate as turn } from 'node:timers/promises';
import { CompiledQuery } from 'kysely';
import type { Database } from './engine.ts';

/** So that one commit never holds up the event loop for long. */
const TASKS_AT_ONCE = 64;

type Task = {
  run: (tx: Database) => Promise<void>;
  committed: () => void;
  failed: (error: unknown) => void;
};

/**
 * Commits what comes in one turn of the event loop together: the flush to the disk takes longer
 * than the writing, and there is one for all. Each task stands or falls alone, and hears of its
 * commit only after the flush.
 */
export function createGroupCommit(db: Database) {
  const waiting: Task[] = [];
  let draining: Promise<void> | null = null;

  async function drain(): Promise<void> {
    while (waiting.length > 0) {
      await turn();
      await commit(db, waiting.splice(0, TASKS_AT_ONCE));
    }
    draining = null;
  }

  return {
    async run<T>(work: (tx: Database) => Promise<T>): Promise<T> {
      const { promise, resolve, reject } = Promise.withResolvers<T>();
      let result: T;
      waiting.push({
        run: async (tx) => void (result = await work(tx)),
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

async function commit(db: Database, tasks: Task[]): Promise<void> {
  try {
    const done = await db.transaction().execute(async (tx) => {
      const [only, ...more] = tasks;
      if (only && more.length === 0) return runAlone(tx, only);
      const done: Task[] = [];
      for (const task of tasks) if (await runWithin(tx, task)) done.push(task);
      return done;
    });
    for (const task of done) task.committed();
  } catch (error) {
    // A task that failed by itself has heard of that already; the rest hear that nothing was kept.
    for (const task of tasks) task.failed(error);
  }
}

async function runAlone(tx: Database, task: Task): Promise<Task[]> {
  await task.run(tx);
  return [task];
}

/** Undoes the task alone where it fails; false then. */
async function runWithin(tx: Database, task: Task): Promise<boolean> {
  await tx.executeQuery(SAVEPOINT);
  try {
    await task.run(tx);
    await tx.executeQuery(RELEASE);
    return true;
  } catch (error) {
    await tx.executeQuery(UNDO);
    await tx.executeQuery(RELEASE);
    task.failed(error);
    return false;
  }
}

const SAVEPOINT = CompiledQuery.raw('savepoint task');
const RELEASE = CompiledQuery.raw('release task');
const UNDO = CompiledQuery.raw('rollback to task');
