import { describe, expect, it } from 'vitest';
import type { Install, Wake } from '../../../src/ports/store.ts';
import { engines, freshStores } from '../../support/engines.ts';
import { aDelivery, anEntry, aState, aSubmission, NOON } from '../fixtures.ts';
import { claim } from '../../support/claim.ts';

const DAY = 86_400_000;

const add = (current: Install | null): Promise<Install> =>
  Promise.resolve({ team: 'T1', enterprise: null, data: Number(current?.data ?? 0) + 1 });

describe.each(engines)('the rest of the store on %s', (engine) => {
  const { fresh } = freshStores(engine);

  it('keeps policies by their version', async () => {
    const { policies } = await fresh();
    await policies.save({ version: 'v1', text: 'rules: []', at: NOON });
    await policies.save({ version: 'v1', text: 'rules: []', at: NOON + 1 });
    expect(await policies.get('v1')).toEqual({ version: 'v1', text: 'rules: []', at: NOON });
    expect(await policies.get('v2')).toBeNull();
  });

  it('says once in a day that a message is new', async () => {
    const store = await fresh();
    expect(await store.firstSight('slack', 'Ev1', NOON)).toBe(true);
    expect(await store.firstSight('slack', 'Ev1', NOON + 1)).toBe(false);
    expect(await store.firstSight('teams', 'Ev1', NOON)).toBe(true);
    expect(await store.firstSight('slack', 'Ev1', NOON + DAY)).toBe(true);
    const sights = Array.from({ length: 20 }, () => store.firstSight('slack', 'Ev2', NOON));
    expect((await Promise.all(sights)).filter(Boolean)).toHaveLength(1);
  });

  it('has one leader at a time, until its lease is over', async () => {
    const store = await fresh();
    const lead = (role: string, owner: string, now: number, leaseMs: number) =>
      store.lead(role, owner, now, leaseMs);
    const all = await Promise.all(['a', 'b', 'c'].map((owner) => lead('sealer', owner, NOON, 10)));
    expect(all.filter(Boolean)).toHaveLength(1);
    const leader = ['a', 'b', 'c'][all.indexOf(true)] ?? '';
    expect(await lead('sealer', leader, NOON + 9, 10)).toBe(true);
    expect(await lead('sealer', 'other', NOON + 18, 10)).toBe(false);
    expect(await lead('sealer', 'other', NOON + 19, 10)).toBe(true);
    expect(await lead('sealer', leader, NOON + 20, 10)).toBe(false);
    expect(await lead('expirer', leader, NOON + 20, 10)).toBe(true);
  });

  it('changes an installation with one writer at a time', async () => {
    const { installs } = await fresh();
    await Promise.all(Array.from({ length: 20 }, () => installs.change('slack', 'T1', add)));
    expect(await installs.get('slack', 'T1')).toEqual({ team: 'T1', enterprise: null, data: 20 });
    expect(await installs.change('slack', 'T1', async () => null)).toBeNull();
    expect(await installs.get('slack', 'T1')).toBeNull();
  });

  it('keeps the installation where its change fails, and lets the next one try', async () => {
    const { installs } = await fresh();
    const kept: Install = { team: 'T1', enterprise: 'E1', data: { token: 'x' } };
    await installs.change('slack', 'T1', async () => kept);
    const failing = installs.change('slack', 'T1', () => Promise.reject(new Error('offline')));
    const next = installs.change('slack', 'T1', async (current) => current);
    await expect(failing).rejects.toThrow('offline');
    expect(await next).toEqual(kept);
  });

  it('wakes after the commit, and not where nothing was committed', async () => {
    const store = await fresh();
    const heard: Wake[] = [];
    const stop = store.onWake((wake) => heard.push(wake));
    const request = { state: aState('r1'), submission: aSubmission() };
    await store.requests.submit(request, {
      entries: [anEntry('e1')],
      deliveries: [aDelivery('d1')],
    });
    expect(heard).toEqual([
      { type: 'request', id: 'r1', status: 'pending' },
      { type: 'deliveries' },
      { type: 'log' },
    ]);
    await expect(store.requests.submit(request, {})).rejects.toThrow(/unique/i);
    await store.requests.change('r1', () => ({ result: null }));
    stop();
    await store.commit({ entries: [anEntry('e2')] });
    expect(heard).toHaveLength(3);
  });

  it('forgets what nobody asks for any more', async () => {
    let now = NOON;
    const store = await fresh({ now: () => now });
    await store.firstSight('slack', 'Ev1', NOON);
    await store.commit({ deliveries: [aDelivery('a'), aDelivery('b', { lane: 'other' })] });
    await claim(store, { now, leaseMs: 10, limit: 9, owner: 'one' });
    await store.commit({ settled: [{ id: 'a', attempt: 1, outcome: 'done' }] });
    now += 8 * DAY;
    await store.prune(now);
    // The id of what was forgotten is free again; what waits is still there.
    await store.commit({ deliveries: [aDelivery('a')] });
    await expect(store.commit({ deliveries: [aDelivery('b')] })).rejects.toThrow(/unique/i);
    const claimed = await claim(store, { now, leaseMs: 10, limit: 9, owner: 'one' });
    expect(claimed.map(({ id }) => id).sort()).toEqual(['a', 'b']);
  });

  it('is ready until it is closed', async () => {
    const store = await fresh();
    expect(await store.ready()).toEqual({ ok: true });
    await store.close();
    expect(await store.ready()).toMatchObject({ ok: false });
  });
});
