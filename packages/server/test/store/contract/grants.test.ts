import type { Grant } from '@countersign/core/grant/grant';
import { describe, expect, it } from 'vitest';
import type { Store } from '../../../src/ports/store.ts';
import { engines, freshStores } from '../../support/engines.ts';
import { aGrant, anEntry, aState, aSubmission, NOON } from '../fixtures.ts';

describe.each(engines)('grants on %s', (engine) => {
  const { fresh, open, freshUrl } = freshStores(engine);

  const withRequests = async (...ids: string[]): Promise<Store> => {
    const store = await fresh();
    for (const id of ids) await submit(store, id);
    return store;
  };

  it('are found by their id and by their request, as they were written', async () => {
    const store = await withRequests('r1');
    const grant = aGrant('g1', 'r1');
    await issue(store, grant);
    expect(await store.grants.get('g1')).toEqual(grant);
    expect(await store.grants.ofRequest('r1')).toEqual(grant);
    expect(await store.grants.get('r1')).toBeNull();
    expect(await store.grants.countLive(NOON)).toBe(1);
    expect(await store.grants.countLive(grant.expiresAt)).toBe(0);
  });

  it('are not there for a request that is not', async () => {
    const store = await withRequests();
    expect(await issue(store, aGrant('g1', 'r1'))).toBeNull();
    expect(await store.grants.get('g1')).toBeNull();
  });

  it('of many that ask at once, on two replicas, one is issued, and all see that one', async () => {
    const url = await freshUrl();
    const stores = [await open(url), await open(url)] as const;
    await submit(stores[0], 'r1');
    const seen = await Promise.all(
      Array.from({ length: 30 }, async (_, n) =>
        stores[n % 2 ? 0 : 1].grants.change('r1', (_current, grant) => {
          if (grant) return { result: grant.id };
          const id = `g${n}`;
          return { grant: aGrant(id, 'r1'), entries: [anEntry(`e${n}`, 'r1')], result: id };
        }),
      ),
    );
    expect(new Set(seen).size).toBe(1);
    expect(await stores[0].grants.ofRequest('r1')).toMatchObject({ id: seen[0] });
    expect(await stores[0].log.countUnsealed()).toBe(1);
  });

  it('count each use once, however many come at once', async () => {
    const store = await withRequests('r1');
    await issue(store, aGrant('g1', 'r1', { maxUses: 3 }));
    const used = await Promise.all(
      Array.from({ length: 10 }, () =>
        store.grants.change('r1', (_, grant) => {
          if (!grant || grant.uses >= grant.maxUses) return { result: false };
          return { grant: { ...grant, uses: grant.uses + 1 }, result: true };
        }),
      ),
    );
    expect(used.filter(Boolean)).toHaveLength(3);
    expect(await store.grants.get('g1')).toMatchObject({ uses: 3 });
  });

  it('end with their identity, those alone that are left', async () => {
    const store = await withRequests('r1', 'r2', 'r3', 'r4');
    const ended = { at: NOON + 1, why: 'given_back' } as const;
    await issue(store, aGrant('g1', 'r1'));
    await issue(store, aGrant('g2', 'r2', { revoked: ended }));
    await issue(store, aGrant('g3', 'r3', { expiresAt: NOON + 2 }));
    await issue(store, aGrant('g4', 'r4', { identity: 'other' }));
    const at = NOON + 2;
    expect((await store.grants.holders(at)).toSorted()).toEqual(['ci', 'other']);
    const revoked = await store.grants.revokeAllOf('ci', { at, why: 'suspended' }, (grants) =>
      grants.map(({ id, request }) => anEntry(`e-${id}`, request)),
    );
    expect(revoked).toEqual([aGrant('g1', 'r1', { revoked: { at, why: 'suspended' } })]);
    expect(await store.grants.get('g2')).toMatchObject({ revoked: ended });
    expect(await store.grants.get('g4')).not.toHaveProperty('revoked');
    expect(await store.grants.holders(at)).toEqual(['other']);
    expect(await store.log.countUnsealed()).toBe(1);
  });
});

async function submit(store: Store, id: string): Promise<void> {
  await store.requests.submit({ state: aState(id), submission: aSubmission() }, {});
}

async function issue(store: Store, grant: Grant): Promise<'issued' | null> {
  return store.grants.change(grant.request, () => ({ grant, result: 'issued' as const }));
}
