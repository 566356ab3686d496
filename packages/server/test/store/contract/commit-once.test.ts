import { parseEntry } from '@countersign/core/log/entry';
import { describe, expect, it } from 'vitest';
import { engines, freshStores } from '../../support/engines.ts';
import { aDelivery, anEntry, NOON } from '../fixtures.ts';

describe.each(engines)('effects of a first sight on %s', (engine) => {
  const { fresh } = freshStores(engine);

  it('are committed once, whoever comes at the same time', async () => {
    const store = await fresh();
    const tries = await Promise.all(
      Array.from({ length: 20 }, (_, n) =>
        store.commitOnce(
          { scope: 'refusal', id: 'a', at: NOON },
          { entries: [anEntry(`e${n}`)], deliveries: [aDelivery(`d${n}`)] },
        ),
      ),
    );
    expect(tries.filter(Boolean)).toHaveLength(1);
    expect(await store.log.unsealed(99)).toHaveLength(1);
    expect(await store.deliveries.counts()).toEqual({ waiting: 1, dead: 0 });
  });

  it('are committed for each sight', async () => {
    const store = await fresh();
    for (const id of ['a', 'b', 'a']) {
      await store.commitOnce({ scope: 'refusal', id, at: NOON }, { entries: [anEntry(id)] });
    }
    const entries = await store.log.unsealed(99);
    expect(entries.map(({ leaf }) => parseEntry(leaf).id)).toEqual(['a', 'b']);
  });

  it('leave no sight behind where they could not be written', async () => {
    const store = await fresh();
    const sight = { scope: 'refusal', id: 'a', at: NOON };
    await store.commit({ deliveries: [aDelivery('d1')] });
    await expect(store.commitOnce(sight, { deliveries: [aDelivery('d1')] })).rejects.toThrow(
      /unique/iu,
    );
    expect(await store.commitOnce(sight, { deliveries: [aDelivery('d2')] })).toBe(true);
  });
});
