import { parentPort, workerData } from 'node:worker_threads';
import { openStore } from '../../src/store/open.ts';

/** Decides one request; where there is a gate, stops inside the transaction until it opens. */
const { url, request, status, gate } = workerData as {
  url: string;
  request: string;
  status: 'approved' | 'rejected';
  gate: Int32Array | null;
};

const store = await openStore(url);
parentPort?.postMessage('ready');
const saw = await store.requests.change(request, ({ state }) => {
  if (gate) {
    parentPort?.postMessage('inside');
    Atomics.wait(gate, 0, 0);
  }
  const open = state.status === 'pending';
  return { ...(open && { state: { ...state, status } }), result: state.status };
});
await store.close();
parentPort?.postMessage({ saw });
