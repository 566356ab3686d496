import { entryBytes, parseEntry } from '@countersign/core/log/entry';
import { describe, expect, it } from 'vitest';
import type { Store } from '../../../src/ports/store.ts';
import { engines, freshStores } from '../../support/engines.ts';
import { anEntry, NOON } from '../fixtures.ts';

const checkpoint = (size: number) => ({
  size,
  root: new Uint8Array(32).fill(size),
  note: `size ${size}`,
  at: NOON,
});

async function sealNext(store: Store, from: number, count: number): Promise<boolean> {
  const batch = await store.log.unsealed(count);
  return store.log.seal({
    from,
    places: batch.map(({ ref }, at) => ({ ref, index: from + at })),
    tiles: [{ path: 'tile/0/000.p/1', bytes: Uint8Array.of(from, 255) }],
    checkpoint: checkpoint(from + batch.length),
  });
}

describe.each(engines)('the log on %s', (engine) => {
  const { fresh, freshUrl, open } = freshStores(engine);

  it('is empty at first', async () => {
    const { log } = await fresh();
    expect(await log.latest()).toBeNull();
    expect(await log.tile('tile/0/000')).toBeNull();
    expect(await log.unsealed(1)).toEqual([]);
    expect(await log.range(0, 10)).toEqual([]);
  });

  it('begins with the first key that comes, whoever comes together', async () => {
    const url = await freshUrl();
    const stores = await Promise.all([open(url), open(url), open(url)]);
    const keys = ['log+1+a', 'log+2+b', 'log+3+c'];
    const told = await Promise.all(stores.map(({ log }, at) => log.beginWith(keys[at] ?? '')));
    expect(keys).toContain(told[0]);
    expect(new Set(told).size).toBe(1);
    expect(await stores[0]?.log.beginWith('log+4+d')).toBe(told[0]);
  });

  it('gives entries back as they were committed, to the byte', async () => {
    const store = await fresh();
    await store.commit({ entries: [anEntry('e1', 'r1'), anEntry('e2')] });
    const unsealed = await store.log.unsealed(10);
    expect(unsealed.map(({ leaf }) => Uint8Array.from(leaf))).toEqual(
      [anEntry('e1', 'r1'), anEntry('e2')].map((entry) => entryBytes(entry)),
    );
  });

  it('seals in the order of commit, batch by batch', async () => {
    const store = await fresh();
    for (const id of ['e0', 'e1', 'e2']) await store.commit({ entries: [anEntry(id, 'r1')] });
    expect(await store.log.countUnsealed()).toBe(3);
    expect(await sealNext(store, 0, 2)).toBe(true);
    expect(await store.log.latest()).toEqual(checkpoint(2));
    expect(await store.log.countUnsealed()).toBe(1);
    expect(await sealNext(store, 2, 2)).toBe(true);
    expect(await store.log.latest()).toEqual(checkpoint(3));
    expect(await store.log.tile('tile/0/000.p/1')).toEqual(Uint8Array.of(2, 255));
    expect((await store.log.range(1, 3)).map(({ index, entry }) => [index, entry.id])).toEqual([
      [1, 'e1'],
      [2, 'e2'],
    ]);
    expect(await store.log.unsealed(10)).toEqual([]);
  });

  it('tells of a request with and without a place in the tree', async () => {
    const store = await fresh();
    await store.commit({ entries: [anEntry('e0', 'r1'), anEntry('x', 'r2')] });
    await sealNext(store, 0, 1);
    await store.commit({ entries: [anEntry('e1', 'r1')] });
    expect(await store.log.ofRequest('r1')).toEqual([
      { index: 0, entry: anEntry('e0', 'r1') },
      { index: null, entry: anEntry('e1', 'r1') },
    ]);
  });

  it('refuses a batch for a tree that has grown meanwhile', async () => {
    const store = await fresh();
    await store.commit({ entries: [anEntry('e0'), anEntry('e1')] });
    const stale = await store.log.unsealed(1);
    expect(await sealNext(store, 0, 1)).toBe(true);
    const places = stale.map(({ ref }) => ({ ref, index: 0 }));
    expect(await store.log.seal({ from: 0, places, tiles: [], checkpoint: checkpoint(2) })).toBe(
      false,
    );
    // From the right size, but with an entry that has a place already.
    const again = stale.map(({ ref }) => ({ ref, index: 1 }));
    expect(
      await store.log.seal({ from: 1, places: again, tiles: [], checkpoint: checkpoint(2) }),
    ).toBe(false);
    expect(await store.log.latest()).toEqual(checkpoint(1));
    const left = await store.log.unsealed(10);
    expect(left.map(({ leaf }) => parseEntry(leaf).id)).toEqual(['e1']);
  });

  it('lets one of many sealers win', async () => {
    const store = await fresh();
    await store.commit({ entries: Array.from({ length: 50 }, (_, n) => anEntry(`e${n}`)) });
    const sealed = await Promise.all(
      [10, 20, 30, 30, 50].map((count) => sealNext(store, 0, count)),
    );
    expect(sealed.filter(Boolean)).toHaveLength(1);
    const size = (await store.log.latest())?.size ?? 0;
    expect(await store.log.range(0, 100)).toHaveLength(size);
    expect(await store.log.unsealed(100)).toHaveLength(50 - size);
  });

  it('seals thousands at once', async () => {
    const store = await fresh();
    const entries = Array.from({ length: 2_500 }, (_, n) => anEntry(`e${n}`));
    for (let at = 0; at < 2_500; at += 500) {
      await store.commit({ entries: entries.slice(at, at + 500) });
    }
    expect(await sealNext(store, 0, 5_000)).toBe(true);
    expect(await store.log.range(2_499, 2_500)).toEqual([{ index: 2_499, entry: entries[2_499] }]);
  });
});
