import { describe, expect, it } from 'vitest';
import type { StoredIdentity } from '../../../src/ports/register-store.ts';
import type { Store } from '../../../src/ports/store.ts';
import { engines, freshStores } from '../../support/engines.ts';
import { aGrant, anEntry, aState, aSubmission, NOON } from '../fixtures.ts';

const anIdentity = (id: string, more: Partial<StoredIdentity> = {}): StoredIdentity => ({
  id,
  definition: { name: id, owner: 'olga', keys: [], oidc: [] },
  status: 'active',
  statusAt: NOON,
  createdAt: NOON,
  ...more,
});

const put = (store: Store, identity: StoredIdentity) =>
  store.identities.change(identity.id, () => ({
    result: 'put',
    identity,
    entries: [anEntry('e')],
  }));

const postgres = freshStores('postgres');

it('of two replicas, each sees at once what the other one wrote', async () => {
  const { freshUrl, open } = postgres;
  const url = await freshUrl();
  const [one, other] = [await open(url), await open(url)];
  await put(one, anIdentity('ci', { status: 'suspended' }));
  expect(await other.identities.standing('ci')).toMatchObject({ suspendedAt: NOON });
  expect(await other.identities.version()).toBe(1);
});

describe.each(engines)('the register on %s', (engine) => {
  const { fresh } = freshStores(engine);

  it('keeps an identity as it was written, with its entry', async () => {
    const store = await fresh();
    const one = anIdentity('ci');
    expect(await put(store, one)).toBe('put');
    expect(await store.identities.get('ci')).toEqual(one);
    expect(await store.identities.get('cd')).toBeNull();
    expect(await store.log.countUnsealed()).toBe(1);
    const other = anIdentity('ci', { definition: null, status: 'suspended', statusAt: NOON + 5 });
    await put(store, other);
    expect(await store.identities.all()).toEqual([other]);
  });

  it('tells at once that one is suspended, and since when', async () => {
    const store = await fresh();
    expect(await store.identities.standing('ci')).toMatchObject({ suspendedAt: null });
    await put(store, anIdentity('ci', { status: 'suspended' }));
    expect(await store.identities.standing('ci')).toMatchObject({ suspendedAt: NOON });
    expect(await store.identities.standing('cd')).toEqual({
      suspendedAt: null,
      definition: null,
    });
    await put(store, anIdentity('ci'));
    expect(await store.identities.standing('ci')).toMatchObject({ suspendedAt: null });
  });

  it('tells what the API has made of one, and nothing where only the configuration has', async () => {
    const store = await fresh();
    await put(store, anIdentity('ci'));
    expect(await store.identities.standing('ci')).toMatchObject({ definition: { owner: 'olga' } });
    await put(store, anIdentity('cd', { definition: null, status: 'suspended' }));
    expect(await store.identities.standing('cd')).toEqual({ suspendedAt: NOON, definition: null });
  });

  it('has a version that grows with every change', async () => {
    const store = await fresh();
    const versions = [await store.identities.version()];
    for (const id of ['a', 'b', 'a']) {
      await put(store, anIdentity(id));
      versions.push(await store.identities.version());
    }
    expect(versions).toEqual([0, 1, 2, 3]);
  });

  it('of changes at one moment, each sees the one before', async () => {
    const store = await fresh();
    const grow = () =>
      store.identities.change('ci', (current) => {
        const name = `${current?.definition?.name ?? ''}x`;
        const identity = anIdentity('ci', { definition: { name, keys: [], oidc: [] } });
        return { result: name, identity };
      });
    const names = await Promise.all([grow(), grow(), grow(), grow()]);
    expect(names.toSorted()).toEqual(['x', 'xx', 'xxx', 'xxxx']);
  });

  it('writes nothing where the change writes nothing', async () => {
    const store = await fresh();
    expect(await store.identities.change('ci', (current) => ({ result: current }))).toBeNull();
    expect(await store.identities.all()).toEqual([]);
  });

  it('remembers the latest use of each proof, however late it is told', async () => {
    const store = await fresh();
    await store.identities.noteUses([]);
    await store.identities.noteUses([use('ci', 'key:1', NOON + 5), use('ci', 'oidc:gha', NOON)]);
    await store.identities.noteUses([use('ci', 'key:1', NOON), use('cd', 'key:2', NOON)]);
    const all = await store.identities.uses();
    expect(
      all.map(({ identity, proof, at }) => `${identity} ${proof} ${at - NOON}`).toSorted(),
    ).toEqual(['cd key:2 0', 'ci key:1 5', 'ci oidc:gha 0']);
    expect(await store.identities.uses('cd')).toEqual([use('cd', 'key:2', NOON)]);
  });

  it('remembers the uses of thousands in one go', async () => {
    const store = await fresh();
    const uses = Array.from({ length: 1_203 }, (_, at) => ({
      identity: `bot-${at}`,
      proof: 'key:1',
      at: NOON + at,
    }));
    await store.identities.noteUses(uses);
    expect(await store.identities.uses()).toHaveLength(1_203);
  });

  it('ends what a suspended one holds, in the transaction that suspends it', async () => {
    const store = await fresh();
    await anApproval(store, 'req_1', 'ci');
    await anApproval(store, 'req_2', 'cd');
    await store.identities.change('ci', () => ({
      result: null,
      identity: anIdentity('ci', { status: 'suspended' }),
      revoke: {
        at: NOON + 1,
        why: 'suspended' as const,
        entryOf: ({ id, request }) => anEntry(`revoked-${id}`, request),
      },
    }));
    expect((await store.grants.ofRequest('req_1'))?.revoked).toEqual({
      at: NOON + 1,
      why: 'suspended',
    });
    expect((await store.grants.ofRequest('req_2'))?.revoked).toBeUndefined();
    expect((await store.log.ofRequest('req_1')).map(({ entry }) => entry.id)).toEqual([
      'revoked-grant_req_1',
    ]);
  });

  it('has a timeline of requests, what became of them, and changes of the identity, in pages', async () => {
    const store = await fresh();
    for (const at of [1, 2, 3]) await aRequest(store, `req_${at}`, 'ci', NOON + at * 10);
    await aRequest(store, 'req_other', 'cd', NOON + 15);
    const change = { id: 'ent_1', identity: 'ci', at: NOON + 25, kind: 'identity.suspended' };
    await store.identities.change('ci', () => ({
      result: null,
      changes: [{ ...change, body: { by: 'op' } }],
    }));
    await store.commit({ entries: [anEntry('decided', 'req_2')] });
    const all = await store.identities.timeline({ identity: 'ci', limit: 10 });
    expect(
      all.map((item) => (item.type === 'change' ? item.change.kind : item.request.state.id)),
    ).toEqual(['req_3', 'identity.suspended', 'req_2', 'req_1']);
    expect(all[1]).toEqual({ type: 'change', change: { ...change, body: { by: 'op' } } });
    expect(all[2]).toMatchObject({ entries: [{ id: 'decided' }], grant: null });
    const before = { at: NOON + 25, id: 'ent_1' };
    const next = await store.identities.timeline({ identity: 'ci', before, limit: 1 });
    expect(next).toMatchObject([{ request: { state: { id: 'req_2' } } }]);
  });
});

const use = (identity: string, proof: string, at: number) => ({ identity, proof, at });

async function aRequest(store: Store, id: string, identity: string, createdAt = NOON) {
  const state = aState(id, { identity: { id: identity, name: identity }, createdAt });
  await store.requests.submit({ state, submission: aSubmission() }, {});
}

async function anApproval(store: Store, id: string, identity: string) {
  await aRequest(store, id, identity);
  const grant = aGrant(`grant_${id}`, id, { identity });
  await store.grants.change(id, () => ({ result: null, grant }));
}
