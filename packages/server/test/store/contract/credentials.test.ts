import type { CredentialRecord } from '@countersign/core/credential/credential';
import { describe, expect, it } from 'vitest';
import type { Store } from '../../../src/ports/store.ts';
import { engines, freshStores } from '../../support/engines.ts';
import { aGrant, anEntry, aState, aSubmission, NOON } from '../fixtures.ts';

const END = NOON + 900_000;
const aCredential = (id: string, more: Partial<CredentialRecord> = {}): CredentialRecord => ({
  id,
  request: 'r1',
  grant: 'g1',
  target: 'orders-db',
  kind: 'postgres',
  key: null,
  status: 'opening',
  openedAt: null,
  closesAt: END,
  tries: 0,
  error: null,
  why: null,
  closedAt: null,
  ...more,
});
const ask = (now: number, limit = 10) => ({ now, leaseMs: 30_000, limit });
const ids = ({ claimed }: { claimed: CredentialRecord[] }) => claimed.map(({ id }) => id);

describe.each(engines)('credentials on %s', (engine) => {
  const { fresh, open, freshUrl } = freshStores(engine);

  it('are to be closed from the moment they are written, as soon as nobody opens them', async () => {
    const store = await withGrant(await fresh());
    await insert(store, aCredential('c1'), NOON + 30_000);
    expect(ids(await store.credentials.claim(ask(NOON + 29_999)))).toEqual([]);
    expect(await store.credentials.nextDue()).toBe(NOON + 30_000);
    const { claimed } = await store.credentials.claim(ask(NOON + 30_000));
    expect(claimed).toEqual([
      aCredential('c1', { status: 'closing', tries: 1, why: 'not_opened' }),
    ]);
    expect(await store.credentials.opened('c1', NOON + 30_001, {})).toBe(false);
  });

  it('are to be closed when their time is over', async () => {
    const store = await withOpen(await fresh());
    expect(await store.credentials.nextDue()).toBe(END);
    expect(ids(await store.credentials.claim(ask(END - 1)))).toEqual([]);
    expect((await store.credentials.claim(ask(END))).claimed).toMatchObject([{ why: 'expired' }]);
  });

  it('are to be closed when their grant is revoked', async () => {
    const store = await withOpen(await fresh());
    await store.grants.revokeAllOf('ci', { at: NOON + 5, why: 'suspended' }, () => []);
    const { claimed } = await store.credentials.claim(ask(NOON + 5));
    expect(claimed).toMatchObject([{ id: 'c1', why: 'revoked', status: 'closing' }]);
  });

  it('are one claimer’s for a while, and then another’s, who alone can say how it ended', async () => {
    const store = await withOpen(await fresh());
    const [first] = (await store.credentials.claim(ask(END))).claimed;
    expect(ids(await store.credentials.claim(ask(END + 29_999)))).toEqual([]);
    const [second] = (await store.credentials.claim(ask(END + 30_000))).claimed;
    if (!first || !second) throw new Error('It was not claimed.');
    const entries = [anEntry('e1', 'r1')];
    expect(await store.credentials.closed(first, END + 30_001, { entries })).toBe(false);
    expect(await store.credentials.closed(second, END + 30_001, { entries })).toBe(true);
    expect(await store.credentials.closed(second, END + 30_002, { entries })).toBe(false);
    expect(await store.log.countUnsealed()).toBe(1);
    expect(await store.credentials.nextDue()).toBeNull();
  });

  it('of many claimers, each goes to one', async () => {
    const url = await freshUrl();
    const stores = [await open(url), await open(url)] as const;
    await withGrant(stores[0]);
    for (let n = 0; n < 20; n += 1) await insert(stores[0], aCredential(`c${n}`), NOON);
    const claims = await Promise.all(
      Array.from({ length: 8 }, (_, n) => stores[n % 2 ? 0 : 1].credentials.claim(ask(NOON, 5))),
    );
    const all = claims.flatMap(ids);
    expect(new Set(all).size).toBe(all.length);
    expect(ids(await stores[0].credentials.claim(ask(NOON, 20))).length + all.length).toBe(20);
  });

  it('wait until their next try, and are told with why the last one failed', async () => {
    const store = await withOpen(await fresh());
    const [claimed] = (await store.credentials.claim(ask(END))).claimed;
    if (!claimed) throw new Error('It was not claimed.');
    const next = { dueAt: END + 5_000, error: 'away' };
    expect(await store.credentials.failed(claimed, next, {})).toBe(true);
    expect(ids(await store.credentials.claim(ask(END + 4_999)))).toEqual([]);
    expect(await store.credentials.list({ limit: 5 })).toMatchObject([{ tries: 1, error: 'away' }]);
    expect((await store.credentials.claim(ask(END + 5_000))).claimed).toMatchObject([{ tries: 2 }]);
  });

  it('are seen by whoever opens another one for the grant, and replaced by it', async () => {
    const store = await withOpen(await fresh());
    const seen = await store.credentials.change('r1', (_, grant, earlier) => ({
      opening: { credential: aCredential('c2'), heldUntil: NOON + 30_000 },
      replaces: ['c1'],
      entries: [anEntry('e1', 'r1')],
      result: { grant: grant?.id, earlier: earlier.map(({ id }) => id) },
    }));
    expect(seen).toEqual({ grant: 'g1', earlier: ['c1'] });
    const { claimed } = await store.credentials.claim(ask(Date.now()));
    expect(claimed.find(({ id }) => id === 'c1')).toMatchObject({ why: 'replaced' });
    expect(await store.log.countUnsealed()).toBe(1);
  });

  it('that somebody has closed are closed again where the opener comes late', async () => {
    const store = await withGrant(await fresh());
    await insert(store, aCredential('c1'), NOON);
    const [claimed] = (await store.credentials.claim(ask(NOON))).claimed;
    if (!claimed) throw new Error('It was not claimed.');
    await store.credentials.closed(claimed, NOON + 1, {});
    expect(await store.credentials.opened('c1', NOON + 2, {})).toBe(false);
    await store.credentials.abandon('c1', NOON + 2);
    expect(ids(await store.credentials.claim(ask(NOON + 2)))).toEqual(['c1']);
  });

  it('that ended early are known until their time would have been over', async () => {
    const store = await withOpen(await fresh());
    expect(await store.credentials.endedEarly('orders-db', NOON)).toEqual([]);
    await store.grants.revokeAllOf('ci', { at: NOON + 5, why: 'suspended' }, () => []);
    await store.credentials.claim(ask(NOON + 5));
    expect(await store.credentials.endedEarly('orders-db', END - 1)).toEqual(['c1']);
    expect(await store.credentials.endedEarly('orders-db', END)).toEqual([]);
    expect(await store.credentials.endedEarly('another', NOON)).toEqual([]);
  });

  it('are counted by how they stand', async () => {
    const store = await withOpen(await fresh());
    await insert(store, aCredential('c2'), NOON + 30_000);
    expect(await store.credentials.countByStatus()).toEqual({
      opening: 1,
      open: 1,
      closing: 0,
      stuck: 0,
    });
    for (let tries = 1; tries <= 5; tries += 1) {
      const { claimed } = await store.credentials.claim(ask(END));
      for (const one of claimed) {
        await store.credentials.failed(one, { dueAt: END, error: 'away' }, {});
      }
    }
    expect(await store.credentials.countByStatus()).toMatchObject({ closing: 0, stuck: 2 });
  });

  it('that a process held are due at once when it is known to be gone', async () => {
    const store = await withGrant(await fresh());
    await insert(store, aCredential('c1'), NOON + 30_000);
    await store.releaseAll();
    expect(ids(await store.credentials.claim(ask(NOON)))).toEqual(['c1']);
  });

  it('are forgotten a month after they are closed', async () => {
    const store = await withOpen(await fresh());
    const month = 30 * 86_400_000;
    await store.prune(END + month);
    const { claimed } = await store.credentials.claim(ask(END));
    for (const one of claimed) await store.credentials.closed(one, END, {});
    await store.prune(END + month - 1);
    const earlier = () => store.credentials.change('r1', (_, __, known) => ({ result: known }));
    expect(await earlier()).toHaveLength(1);
    await store.prune(END + month);
    expect(await earlier()).toHaveLength(0);
  });
});

async function withGrant(store: Store): Promise<Store> {
  await store.requests.submit({ state: aState('r1'), submission: aSubmission() }, {});
  const grant = aGrant('g1', 'r1', { expiresAt: END });
  await store.grants.change('r1', () => ({ grant, result: null }));
  return store;
}

async function withOpen(store: Store): Promise<Store> {
  await withGrant(store);
  await insert(store, aCredential('c1'), NOON + 30_000);
  expect(await store.credentials.opened('c1', NOON + 1, {})).toBe(true);
  return store;
}

async function insert(store: Store, credential: CredentialRecord, heldUntil: number) {
  await store.credentials.change(credential.request, () => ({
    opening: { credential, heldUntil },
    result: null,
  }));
}
