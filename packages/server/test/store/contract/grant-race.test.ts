import { describe, expect, it } from 'vitest';
import { engines, freshStores } from '../../support/engines.ts';
import { openGate, someoneWaits, startWorker } from '../../support/race.ts';
import { aState, aSubmission } from '../fixtures.ts';

const worker = new URL('../grant-worker.ts', import.meta.url);

describe.each(engines)('two that issue the grant of one approval at once, on %s', (engine) => {
  const { freshUrl, open } = freshStores(engine);

  it('the second one waits for the first, and has the same', async () => {
    const url = await freshUrl();
    const store = await open(url);
    await store.requests.submit({ state: aState('r1'), submission: aSubmission() }, {});

    const gate = new Int32Array(new SharedArrayBuffer(4));
    const first = startWorker(worker, { url, request: 'r1', id: 'g1', gate });
    await first.says('inside');
    const second = startWorker(worker, { url, request: 'r1', id: 'g2', gate: null });
    await second.says('ready');
    if (engine === 'postgres') await someoneWaits(url);
    openGate(gate);

    expect(await first.ends).toEqual({ has: 'g1' });
    expect(await second.ends).toEqual({ has: 'g1' });
    expect(await store.grants.get('g2')).toBeNull();
  });
});
