import { describe, expect, it } from 'vitest';
import type { Session } from '../../../src/ports/session-store.ts';
import { engines, freshStores } from '../../support/engines.ts';
import { anEntry, NOON } from '../fixtures.ts';

const aSession = (id: string, more: Partial<Session> = {}): Session => ({
  id,
  hash: `hash of ${id}`,
  person: 'ada',
  login: { issuer: 'https://id.example.com', subject: '1', groups: ['sre'] },
  startedAt: NOON,
  seenAt: NOON,
  expiresAt: NOON + 100,
  ...more,
});
const by = (state: string, replaces?: string) => ({
  once: { scope: 'sign-in', id: state, at: NOON },
  replaces,
});

describe.each(engines)('sessions of people on %s', (engine) => {
  const { fresh, open, freshUrl } = freshStores(engine);

  it('are found by the digest of their cookie, and by their id', async () => {
    const { sessions } = await fresh();
    expect(await sessions.start(aSession('s1'), by('a'), {})).toBe(true);
    expect(await sessions.byHash('hash of s1')).toEqual(aSession('s1'));
    expect(await sessions.byId('s1')).toEqual(aSession('s1'));
    expect(await sessions.byHash('s1')).toBeNull();
  });

  it('start once for a sign-in, though several replicas are told of it', async () => {
    const url = await freshUrl();
    const stores = engine === 'sqlite' ? [await open(url)] : [await open(url), await open(url)];
    const told = await Promise.all(
      ['s1', 's2', 's3', 's4'].map(async (id, at) => {
        const entries = [anEntry(`e-${id}`)];
        return stores[at % stores.length]?.sessions.start(aSession(id), by('a'), { entries });
      }),
    );
    expect(told.filter(Boolean)).toHaveLength(1);
    const [store] = stores;
    expect(await store?.sessions.of('ada', NOON)).toHaveLength(1);
    expect(await store?.log.countUnsealed()).toBe(1);
  });

  it('take the place of the one that the browser had', async () => {
    const { sessions } = await fresh();
    await sessions.start(aSession('s1'), by('a'), {});
    await sessions.start(aSession('s2'), by('b', 's1'), {});
    expect((await sessions.of('ada', NOON)).map(({ id }) => id)).toEqual(['s2']);
  });

  it('end once, with an entry', async () => {
    const { log, sessions } = await fresh();
    await sessions.start(aSession('s1'), by('a'), {});
    expect(await sessions.end('s1', { entries: [anEntry('e1')] })).toBe(true);
    expect(await sessions.end('s1', { entries: [anEntry('e2')] })).toBe(false);
    expect(await sessions.byHash('hash of s1')).toBeNull();
    expect(await log.countUnsealed()).toBe(1);
  });

  it('are listed for their person alone, the latest first, until they are over', async () => {
    const { sessions } = await fresh();
    await sessions.start(aSession('s1'), by('a'), {});
    await sessions.start(
      aSession('s2', { startedAt: NOON + 1, expiresAt: NOON + 200 }),
      by('b'),
      {},
    );
    await sessions.start(aSession('s3', { person: 'olga' }), by('c'), {});
    const ids = async (now: number) => (await sessions.of('ada', now)).map(({ id }) => id);
    expect(await ids(NOON + 99)).toEqual(['s2', 's1']);
    expect(await ids(NOON + 100)).toEqual(['s2']);
  });

  it('remember when they were seen, and never earlier than that', async () => {
    const { sessions } = await fresh();
    await sessions.start(aSession('s1'), by('a'), {});
    await sessions.seen('s1', NOON + 60);
    await sessions.seen('s1', NOON + 10);
    expect(await sessions.byId('s1')).toMatchObject({ seenAt: NOON + 60, expiresAt: NOON + 100 });
  });

  it('are forgotten when they are over', async () => {
    const store = await fresh();
    await store.sessions.start(aSession('s1'), by('a'), {});
    await store.prune(NOON + 99);
    expect(await store.sessions.byId('s1')).not.toBeNull();
    await store.prune(NOON + 100);
    expect(await store.sessions.byId('s1')).toBeNull();
  });

  it('have one sealing key for all replicas: the first', async () => {
    const { sessions } = await fresh();
    const keys = await Promise.all(['k1', 'k2', 'k3'].map((key) => sessions.sealingKey(key)));
    expect(new Set(keys).size).toBe(1);
    expect(await sessions.sealingKey('k4')).toBe(keys[0]);
  });
});
