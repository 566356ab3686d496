import { parentPort, workerData } from 'node:worker_threads';
import { openStore } from '../../src/store/open.ts';
import { aGrant } from './fixtures.ts';

/** Issues the grant of one request; where there is a gate, stops inside the transaction until it opens. */
const { url, request, id, gate } = workerData as {
  url: string;
  request: string;
  id: string;
  gate: Int32Array | null;
};

const store = await openStore(url);
parentPort?.postMessage('ready');
const has = await store.grants.change(request, (_, grant) => {
  if (gate) {
    parentPort?.postMessage('inside');
    Atomics.wait(gate, 0, 0);
  }
  return grant ? { result: grant.id } : { grant: aGrant(id, request), result: id };
});
await store.close();
parentPort?.postMessage({ has });
