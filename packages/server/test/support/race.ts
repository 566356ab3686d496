import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { Client } from 'pg';
import { expect, onTestFinished } from 'vitest';

/** Runs a worker for the test at hand; `says` waits for a message, `ends` for the last one. */
export function startWorker(worker: URL, workerData: object) {
  const thread = new Worker(worker, { workerData });
  onTestFinished(async () => void (await thread.terminate()));
  const messages: unknown[] = [];
  thread.on('message', (message) => messages.push(message));
  const failed = once(thread, 'error').then(([error]) => Promise.reject(error as Error));
  failed.catch(() => undefined);
  const ended = once(thread, 'exit').then(() => messages.at(-1));
  const says = async (what: string): Promise<void> => {
    while (!messages.includes(what)) await once(thread, 'message');
  };
  return {
    says: (what: string) => Promise.race([says(what), failed]),
    ends: Promise.race([ended, failed]),
  };
}

export function openGate(gate: Int32Array): void {
  Atomics.store(gate, 0, 1);
  Atomics.notify(gate, 0);
}

/** Until so many sessions of this PostgreSQL database wait for another's lock. */
export async function someoneWaits(url: string, sessions = 1): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const waiting = `select 1 from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock'`;
    await expect.poll(async () => (await client.query(waiting)).rowCount).toBe(sessions);
  } finally {
    await client.end();
  }
}
