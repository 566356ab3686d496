import { describe, expect, it } from 'vitest';
import { engines, freshStores } from '../../support/engines.ts';
import { aCard, aState, aSubmission, NOON } from '../fixtures.ts';

const ids = (page: { state: { id: string } }[]) => page.map(({ state }) => state.id);

describe.each(engines)('lists of requests on %s', (engine) => {
  const { fresh } = freshStores(engine);

  async function seeded() {
    const store = await fresh();
    for (let n = 0; n < 5; n++) {
      const state = aState(`r${n}`, {
        createdAt: NOON + Math.floor(n / 2),
        expiresAt: NOON + 100 - n,
        identity: n === 3 ? { id: 'robot', name: 'Robot' } : { id: 'ci', name: 'CI' },
      });
      const cards = [aCard(`c${n}`, `r${n}`)];
      await store.requests.submit({ state, submission: aSubmission() }, { cards });
    }
    await store.requests.change('r1', ({ state }) => ({
      state: { ...state, status: 'rejected' },
      result: null,
    }));
    return store;
  }

  it('goes newest first, page by page, also within one millisecond', async () => {
    const { requests } = await seeded();
    expect(ids(await requests.list({ limit: 3 }))).toEqual(['r4', 'r3', 'r2']);
    const rest = await requests.list({ limit: 3, after: 'r2' });
    expect(ids(rest)).toEqual(['r1', 'r0']);
    expect(rest[1]?.cards).toEqual([aCard('c0', 'r0')]);
    expect(await requests.list({ limit: 3, after: 'r0' })).toEqual([]);
  });

  it('filters by identity and status', async () => {
    const { requests } = await seeded();
    expect(ids(await requests.list({ identity: 'robot', limit: 9 }))).toEqual(['r3']);
    expect(ids(await requests.list({ status: 'rejected', limit: 9 }))).toEqual(['r1']);
    expect(
      ids(await requests.list({ identity: 'ci', status: 'pending', after: 'r4', limit: 9 })),
    ).toEqual(['r2', 'r0']);
  });

  it('has the open ones of all, oldest first', async () => {
    const { requests } = await seeded();
    expect(ids(await requests.oldestOpen(9))).toEqual(['r0', 'r2', 'r3', 'r4']);
    const [first, ...rest] = await requests.oldestOpen(1);
    expect(first?.cards).toEqual([aCard('c0', 'r0')]);
    expect(rest).toEqual([]);
  });

  it('names the open ones whose time is over, oldest first', async () => {
    const { requests } = await seeded();
    expect(await requests.due(NOON + 98, 9)).toEqual(['r4', 'r3', 'r2']);
    expect(await requests.due(NOON + 100, 9)).toEqual(['r4', 'r3', 'r2', 'r0']);
    expect(await requests.due(NOON + 100, 2)).toEqual(['r4', 'r3']);
    expect(await requests.nextMoment()).toBe(NOON + 96);
  });

  it('has no next expiry where nothing is open', async () => {
    const store = await fresh();
    expect(await store.requests.nextMoment()).toBeNull();
    expect(await store.requests.countByStatus()).toEqual({});
  });

  it('counts by status', async () => {
    const { requests } = await seeded();
    expect(await requests.countByStatus()).toEqual({ pending: 4, rejected: 1 });
  });
});
