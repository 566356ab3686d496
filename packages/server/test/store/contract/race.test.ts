import { describe, expect, it } from 'vitest';
import { engines, freshStores } from '../../support/engines.ts';
import { openGate, someoneWaits, startWorker } from '../../support/race.ts';
import { aState, aSubmission } from '../fixtures.ts';

const worker = new URL('../race-worker.ts', import.meta.url);

describe.each(engines)('two decisions at once on %s', (engine) => {
  const { freshUrl, open } = freshStores(engine);

  it('one wins, and the other sees that', async () => {
    const url = await freshUrl();
    const store = await open(url);
    await store.requests.submit({ state: aState('r1'), submission: aSubmission() }, {});

    const gate = new Int32Array(new SharedArrayBuffer(4));
    const approver = startWorker(worker, { url, request: 'r1', status: 'approved', gate });
    await approver.says('inside');
    const rejecter = startWorker(worker, { url, request: 'r1', status: 'rejected', gate: null });
    await rejecter.says('ready');
    if (engine === 'postgres') await someoneWaits(url);
    openGate(gate);

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
