import { describe, expect, it } from 'vitest';
import { engines, freshStores } from '../../support/engines.ts';
import { openGate, someoneWaits, startWorker } from '../../support/race.ts';
import { aState, aSubmission, NOON } from '../fixtures.ts';
import { beginFor, suspend, worker } from '../suspension.ts';

const sight = { scope: 'slack.act', id: 'one', at: NOON };

describe.each(engines)('a vote while the identity that asked is suspended, on %s', (engine) => {
  const { freshUrl, fresh, open } = freshStores(engine);

  async function begun() {
    const url = await freshUrl();
    const store = await open(url);
    await beginFor(store);
    const gate = new Int32Array(new SharedArrayBuffer(4));
    return { url, store, gate };
  }

  it('counts where it came first: the suspension waits for its commit', async () => {
    const { url, store, gate } = await begun();
    const voter = startWorker(worker, { url, does: 'vote', gate });
    await voter.says('inside');
    const seen = suspend(store).then(() => store.requests.get('r1'));
    if (engine === 'postgres') await someoneWaits(url);
    openGate(gate);
    expect(await voter.ends).toEqual({ saw: null });
    expect(await seen).toMatchObject({ state: { status: 'approved' } });
  });

  it('hears of it where the suspension came first, for which it waits', async () => {
    const { url, store, gate } = await begun();
    const suspender = startWorker(worker, { url, does: 'suspend', gate });
    await suspender.says('inside');
    const heard = store.requests.change(
      'r1',
      (_, { requester }) => ({ result: requester.suspendedAt }),
      { requester: 'ci' },
    );
    if (engine === 'postgres') await someoneWaits(url);
    openGate(gate);
    await suspender.ends;
    expect(await heard).toBe(NOON);
  });

  it('is told of it for the first time it is heard of, too, and of nobody else', async () => {
    const store = await fresh();
    await store.requests.submit({ state: aState('r1'), submission: aSubmission() }, {});
    await suspend(store);
    const once = (id: string, requester?: string) =>
      store.requests.changeOnce(
        { ...sight, id },
        'r1',
        (_, { requester }) => ({ result: requester.suspendedAt }),
        requester === undefined ? {} : { requester },
      );
    expect(await once('one', 'ci')).toEqual({ seen: false, result: NOON });
    expect(await once('one', 'ci')).toEqual({ seen: true });
    expect(await once('two', 'cd')).toEqual({ seen: false, result: null });
    expect(await once('three')).toEqual({ seen: false, result: null });
  });
});
