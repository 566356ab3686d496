import type { Entry } from '@countersign/core/log/entry';
import type { Store } from '../../src/ports/store.ts';
import { aGrant, anEntry, aState, aSubmission, NOON } from './fixtures.ts';

export const worker = new URL('./suspension-worker.ts', import.meta.url);

/** Two requests of `ci`, of which the first has a grant already. */
export async function beginFor(store: Store): Promise<void> {
  for (const id of ['r0', 'r1']) {
    await store.requests.submit({ state: aState(id), submission: aSubmission() }, {});
  }
  await store.grants.change('r0', () => ({ grant: aGrant('g0', 'r0'), result: null }));
}

/** `inside` is called in its transaction, for the grant that `ci` holds. */
export function suspend(store: Store, inside: () => void = () => undefined): Promise<unknown> {
  return store.identities.change('ci', () => ({
    result: null,
    identity: { id: 'ci', definition: null, status: 'suspended', statusAt: NOON, createdAt: NOON },
    revoke: {
      at: NOON,
      why: 'suspended',
      entryOf: ({ id, request }): Entry => {
        inside();
        return anEntry(`e-${id}`, request);
      },
    },
  }));
}
