import { describe, expect, it } from 'vitest';
import { engines, freshStores } from '../../support/engines.ts';
import { openGate, someoneWaits, startWorker } from '../../support/race.ts';
import { aGrant, aState, aSubmission, NOON } from '../fixtures.ts';
import { beginFor, suspend, worker } from '../suspension.ts';

describe.each(engines)(
  'a grant that is issued while its identity is suspended, on %s',
  (engine) => {
    const { freshUrl, open } = freshStores(engine);

    async function begun() {
      const url = await freshUrl();
      const store = await open(url);
      await beginFor(store);
      const gate = new Int32Array(new SharedArrayBuffer(4));
      return { url, store, gate };
    }

    it('is ended where it came first: the suspension waits for its commit', async () => {
      const { url, store, gate } = await begun();
      const issuer = startWorker(worker, { url, does: 'issue', gate });
      await issuer.says('inside');
      const suspended = suspend(store);
      if (engine === 'postgres') await someoneWaits(url);
      openGate(gate);
      await issuer.ends;
      await suspended;
      expect(await store.grants.get('g1')).toMatchObject({ revoked: { why: 'suspended' } });
    });

    it('is refused where the suspension came first: it waits for that, and hears of it', async () => {
      const { url, store, gate } = await begun();
      const suspender = startWorker(worker, { url, does: 'suspend', gate });
      await suspender.says('inside');
      const heard = store.grants.issue('r1', 'ci', (_, _held, isSuspended) => ({
        result: isSuspended,
      }));
      if (engine === 'postgres') await someoneWaits(url);
      openGate(gate);
      await suspender.ends;
      expect(await heard).toBe(true);
    });

    it('is never good afterwards, however many ask and whichever replica', async () => {
      const { url, store } = await begun();
      const stores = [store, await open(url)] as const;
      const [one, two] = stores;
      for (let n = 2; n < 8; n++) {
        const state = aState(`r${n}`);
        await store.requests.submit({ state, submission: aSubmission() }, {});
      }
      const asked = Array.from({ length: 24 }, (_, n) =>
        stores[n % 2 ? 0 : 1].grants.issue(`r${n % 8}`, 'ci', (_current, held, isSuspended) =>
          held || isSuspended
            ? { result: isSuspended }
            : { grant: aGrant(`g${n}`, `r${n % 8}`), result: false },
        ),
      );
      const suspended = suspend(two).then(() => one.grants.countLive(NOON));
      await Promise.all(asked);
      expect(await suspended).toBe(0);
      expect(await one.grants.countLive(NOON)).toBe(0);
    });
  },
);
