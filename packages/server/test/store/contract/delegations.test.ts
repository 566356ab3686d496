import type { Delegation } from '@countersign/core/delegation/delegation';
import { describe, expect, it } from 'vitest';
import { engines, freshStores } from '../../support/engines.ts';
import { anEntry, NOON } from '../fixtures.ts';

const party = (id: string) => ({
  person: { id, name: id },
  account: { platform: 'slack', team: 'T1', user: `U-${id}` } as const,
});
const aDelegation = (id: string, more: Partial<Delegation> = {}): Delegation => ({
  id,
  principal: party('ada'),
  standIn: party('sam'),
  from: NOON,
  until: NOON + 100,
  ...more,
});

describe.each(engines)('delegations on %s', (engine) => {
  const { fresh } = freshStores(engine);
  const logged = async (store: Awaited<ReturnType<typeof fresh>>) => store.log.countUnsealed();

  it('are there until their time is over', async () => {
    const store = await fresh();
    const one = aDelegation('d1');
    expect(await store.delegations.make(one, { entries: [anEntry('e1')] })).toBe(true);
    expect(await store.delegations.current(NOON + 99)).toEqual([one]);
    expect(await store.delegations.current(NOON + 100)).toEqual([]);
    expect(await logged(store)).toBe(1);
  });

  it('are one for each person, the next one only when that is over', async () => {
    const store = await fresh();
    await store.delegations.make(aDelegation('d1'), {});
    const second = aDelegation('d2', { from: NOON + 99, until: NOON + 300 });
    expect(await store.delegations.make(second, { entries: [anEntry('e2')] })).toBe(false);
    expect(await logged(store)).toBe(0);
    const third = aDelegation('d3', { from: NOON + 100, until: NOON + 300 });
    expect(await store.delegations.make(third, {})).toBe(true);
    expect(await store.delegations.current(NOON + 100)).toEqual([third]);
  });

  it('of two at once, one is made', async () => {
    const store = await fresh();
    const made = await Promise.all(
      ['d1', 'd2', 'd3'].map((id) => store.delegations.make(aDelegation(id), {})),
    );
    expect(made.filter(Boolean)).toHaveLength(1);
  });

  it('end once', async () => {
    const store = await fresh();
    const one = aDelegation('d1');
    await store.delegations.make(one, {});
    expect(await store.delegations.end(aDelegation('d2'), {})).toBe(false);
    expect(await store.delegations.end(one, { entries: [anEntry('e1')] })).toBe(true);
    expect(await store.delegations.end(one, { entries: [anEntry('e2')] })).toBe(false);
    expect(await store.delegations.current(NOON)).toEqual([]);
    expect(await logged(store)).toBe(1);
  });

  it('are forgotten when they are over', async () => {
    const store = await fresh();
    const one = aDelegation('d1');
    await store.delegations.make(one, {});
    await store.prune(NOON + 99);
    expect(await store.delegations.current(NOON)).toEqual([one]);
    await store.prune(NOON + 100);
    expect(await store.delegations.current(NOON)).toEqual([]);
  });
});
