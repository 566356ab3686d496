import { parentPort, workerData } from 'node:worker_threads';
import { openStore } from '../../src/store/open.ts';

/** Decides a request by a delegation, and stops inside the transaction until the gate opens. */
const { url, request, delegation, gate } = workerData as {
  url: string;
  request: string;
  delegation: string;
  gate: Int32Array;
};

const store = await openStore(url);
const saw = await store.requests.change(
  request,
  ({ state }, standing) => {
    parentPort?.postMessage('inside');
    Atomics.wait(gate, 0, 0);
    return { state: { ...state, status: 'approved' }, result: [...standing.delegations] };
  },
  { delegations: [delegation] },
);
await store.close();
parentPort?.postMessage({ saw });
