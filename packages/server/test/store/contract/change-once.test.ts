import { describe, expect, it } from 'vitest';
import type { Sight } from '../../../src/ports/effects.ts';
import { engines, freshStores } from '../../support/engines.ts';
import { anEntry, aState, aSubmission, NOON } from '../fixtures.ts';

describe.each(engines)('a change that counts once, on %s', (engine) => {
  const { fresh } = freshStores(engine);
  const click: Sight = { scope: 'click', id: 't1', at: NOON };

  async function withRequest() {
    const store = await fresh();
    await store.requests.submit({ state: aState('r1'), submission: aSubmission() }, {});
    const once = (sight: Sight, entry: string) =>
      store.requests.changeOnce(sight, 'r1', ({ state }) => ({
        state: { ...state, stage: state.stage + 1 },
        entries: [anEntry(entry)],
        result: entry,
      }));
    return { store, once };
  }

  it('is made for the first sight alone, whoever comes at the same time', async () => {
    const { store, once } = await withRequest();
    const made = await Promise.all(Array.from({ length: 12 }, (_, n) => once(click, `e${n}`)));
    expect(made.filter(({ seen }) => !seen)).toHaveLength(1);
    expect(await once({ ...click, id: 't2' }, 'e99')).toEqual({ seen: false, result: 'e99' });
    expect(await store.requests.get('r1')).toMatchObject({ version: 3, state: { stage: 2 } });
    expect(await store.log.unsealed(99)).toHaveLength(2);
  });

  it('shares its memory with the other sights', async () => {
    const { store, once } = await withRequest();
    expect(await store.firstSight('click', 't1', NOON)).toBe(true);
    expect(await once(click, 'e1')).toEqual({ seen: true });
    await once({ ...click, id: 't2' }, 'e2');
    expect(await store.firstSight('click', 't2', NOON)).toBe(false);
  });

  it('leaves no sight behind where it throws', async () => {
    const { store, once } = await withRequest();
    const failing = store.requests.changeOnce(click, 'r1', () => {
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect(await once(click, 'e1')).toEqual({ seen: false, result: 'e1' });
  });

  it('remembers a sight that changed nothing, or met no request', async () => {
    const { store, once } = await withRequest();
    const look = store.requests.changeOnce(click, 'r1', () => ({ result: 'looked' }));
    expect(await look).toEqual({ seen: false, result: 'looked' });
    expect(await once(click, 'e1')).toEqual({ seen: true });
    const other = { ...click, id: 't2' };
    const nowhere = () => store.requests.changeOnce(other, 'none', () => ({ result: 1 }));
    expect(await nowhere()).toEqual({ seen: false, result: null });
    expect(await nowhere()).toEqual({ seen: true });
  });
});
