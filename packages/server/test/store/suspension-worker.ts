import { parentPort, workerData } from 'node:worker_threads';
import { openStore } from '../../src/store/open.ts';
import { aGrant, anEntry, NOON } from './fixtures.ts';

/** Suspends an identity, or issues to it, or approves for it, and stops inside the transaction until the gate opens. */
const { url, does, gate } = workerData as {
  url: string;
  does: 'suspend' | 'issue' | 'vote';
  gate: Int32Array;
};

function stall(): void {
  parentPort?.postMessage('inside');
  Atomics.wait(gate, 0, 0);
}

const store = await openStore(url);
let saw: unknown;
if (does === 'issue') {
  await store.grants.issue('r1', 'ci', () => {
    stall();
    return { grant: aGrant('g1', 'r1'), result: null };
  });
} else if (does === 'vote') {
  saw = await store.requests.change(
    'r1',
    ({ state }, { suspendedAt }) => {
      stall();
      return { state: { ...state, status: 'approved' }, result: suspendedAt };
    },
    { requester: 'ci' },
  );
} else {
  await store.identities.change('ci', () => ({
    result: null,
    identity: { id: 'ci', definition: null, status: 'suspended', statusAt: NOON, createdAt: NOON },
    revoke: {
      at: NOON,
      why: 'suspended',
      // Called for the grant that it holds already: what it may get is still on its way.
      entryOf: ({ id, request }) => {
        stall();
        return anEntry(`e-${id}`, request);
      },
    },
  }));
}
await store.close();
if (does === 'vote') parentPort?.postMessage({ saw });
