import type { Delegation } from '@countersign/core/delegation/delegation';
import { describe, expect, it } from 'vitest';
import type { Store } from '../../../src/ports/store.ts';
import { engines, freshStores } from '../../support/engines.ts';
import { aDelivery, anEntry, NOON } from '../fixtures.ts';

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

const fail = (): never => {
  throw new Error('no');
};

const made = (store: Store, one: Delegation, entry = 'e0') =>
  store.delegations.make(one, anEntry(entry));

const sight = (id: string) => ({ scope: 'slack.act', id, at: NOON });

describe.each(engines)('delegations on %s', (engine) => {
  const { fresh } = freshStores(engine);
  const logged = async (store: Awaited<ReturnType<typeof fresh>>) => store.log.countUnsealed();

  it('are there until their time is over', async () => {
    const store = await fresh();
    const one = aDelegation('d1');
    expect(await made(store, one)).toBe('made');
    expect(await store.delegations.current(NOON + 99)).toEqual([one]);
    expect(await store.delegations.current(NOON + 100)).toEqual([]);
    expect(await logged(store)).toBe(1);
  });

  it('are one for each person, the next one only when that is over', async () => {
    const store = await fresh();
    await made(store, aDelegation('d1'));
    const second = aDelegation('d2', { from: NOON + 99, until: NOON + 300 });
    expect(await made(store, second)).toBe('taken');
    expect(await logged(store)).toBe(1);
    const third = aDelegation('d3', { from: NOON + 100, until: NOON + 300 });
    expect(await made(store, third)).toBe('made');
    expect(await store.delegations.current(NOON + 100)).toEqual([third]);
  });

  it('of two at once, one is made', async () => {
    const store = await fresh();
    const all = await Promise.all(['d1', 'd2', 'd3'].map((id) => made(store, aDelegation(id))));
    expect(all.toSorted()).toEqual(['made', 'taken', 'taken']);
    expect(await logged(store)).toBe(1);
  });

  it('end once', async () => {
    const store = await fresh();
    const one = aDelegation('d1');
    await made(store, one);
    const end = (...all: Delegation[]) =>
      store.delegations.end(all, ({ id }) => anEntry(`end-${id}`));
    expect(await end(aDelegation('d2'))).toEqual([]);
    expect(await end(aDelegation('d2'), one)).toEqual([one]);
    expect(await end(one)).toEqual([]);
    expect(await store.delegations.current(NOON)).toEqual([]);
    expect(await logged(store)).toBe(2);
  });

  it('are made and ended once for a command that comes twice, and not lost with one that failed', async () => {
    const store = await fresh();
    const one = aDelegation('d1');
    const make = () =>
      store.delegations.make(one, anEntry('e1'), sight('make'), () => aDelivery('note'));
    expect(await make()).toBe('made');
    expect(await make()).toBe('seen');
    expect((await store.deliveries.counts()).waiting).toBe(1);
    const failing = store.delegations.end([one], () => fail(), sight('end'));
    await expect(failing).rejects.toThrow('no');
    expect(await store.delegations.current(NOON)).toEqual([one]);
    const end = () => store.delegations.end([one], () => anEntry('e2'), sight('end'));
    expect(await end()).toEqual([one]);
    expect(await end()).toBe('seen');
    expect(await store.firstSight('slack.act', 'end', NOON)).toBe(false);
    expect(await logged(store)).toBe(2);
  });

  it('are forgotten when they are over', async () => {
    const store = await fresh();
    const one = aDelegation('d1');
    await made(store, one);
    await store.prune(NOON + 99);
    expect(await store.delegations.current(NOON)).toEqual([one]);
    await store.prune(NOON + 100);
    expect(await store.delegations.current(NOON)).toEqual([]);
  });
});
