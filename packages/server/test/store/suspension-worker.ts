import { parentPort, workerData } from 'node:worker_threads';
import { openStore } from '../../src/store/open.ts';
import { aGrant } from './fixtures.ts';
import { suspend } from './suspension.ts';

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
    ({ state }, { requester }) => {
      stall();
      return { state: { ...state, status: 'approved' }, result: requester.suspendedAt };
    },
    { requester: 'ci' },
  );
} else {
  // For the grant that it holds already: what it may get is still on its way.
  await suspend(store, stall);
}
await store.close();
if (does === 'vote') parentPort?.postMessage({ saw });
