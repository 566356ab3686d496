import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { Client } from 'pg';
import { describe, expect, it, onTestFinished } from 'vitest';
import { engines, freshStores } from '../../support/engines.ts';
import { aState, aSubmission } from '../fixtures.ts';

const worker = new URL('../race-worker.ts', import.meta.url);

describe.each(engines)('two decisions at once on %s', (engine) => {
  const { freshUrl, open } = freshStores(engine);

  it('one wins, and the other sees that', async () => {
    const url = await freshUrl();
    const store = await open(url);
    await store.requests.submit({ state: aState('r1'), submission: aSubmission() }, {});

    const gate = new Int32Array(new SharedArrayBuffer(4));
    const approver = start({ url, request: 'r1', status: 'approved', gate });
    await approver.says('inside');
    const rejecter = start({ url, request: 'r1', status: 'rejected', gate: null });
    await rejecter.says('ready');
    if (engine === 'postgres') await someoneWaits(url);
    Atomics.store(gate, 0, 1);
    Atomics.notify(gate, 0);

    expect(await approver.ends).toEqual({ saw: 'pending' });
    expect(await rejecter.ends).toEqual({ saw: 'approved' });
    expect(await store.requests.get('r1')).toMatchObject({
      version: 2,
      state: { status: 'approved' },
    });
  });

  it('of many changes in one process, none is lost', async () => {
    const url = await freshUrl();
    const [one, two] = [await open(url), await open(url)];
    await one.requests.submit({ state: aState('r1'), submission: aSubmission() }, {});
    await Promise.all(
      Array.from({ length: 40 }, (_, n) =>
        (n % 2 ? one : two).requests.change('r1', ({ state }) => ({
          state: { ...state, stage: state.stage + 1 },
          result: null,
        })),
      ),
    );
    expect(await one.requests.get('r1')).toMatchObject({
      version: 41,
      state: { stage: 40 },
    });
  });
});

function start(workerData: object) {
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

/** Until a session of this database waits for another's lock. */
async function someoneWaits(url: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const waiting = `select 1 from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock'`;
    await expect
      .poll(async () => (await client.query(waiting)).rowCount, { timeout: 20_000 })
      .toBe(1);
  } finally {
    await client.end();
  }
}
