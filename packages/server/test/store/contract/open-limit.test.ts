import { describe, expect, it } from 'vitest';
import { engines, freshStores } from '../../support/engines.ts';
import { aCard, anEntry, aState, aSubmission } from '../fixtures.ts';

describe.each(engines)('a limit of open requests on %s', (engine) => {
  const { fresh } = freshStores(engine);

  async function full() {
    const store = await fresh();
    const submit = (id: string, more: { identity?: string; key?: string } = {}) => {
      const { identity = 'ci', key } = more;
      return store.requests.submit(
        {
          state: aState(id, { identity: { id: identity, name: identity } }),
          submission: aSubmission(),
          mostOpen: 2,
          ...(key === undefined ? {} : { idempotency: { key, fingerprint: 'f' } }),
        },
        { entries: [anEntry(`e-${id}`, id)], cards: [aCard(`c-${id}`, id)] },
      );
    };
    expect(await submit('r1', { key: 'k1' })).toEqual({ existing: null });
    expect(await submit('r2')).toEqual({ existing: null });
    return { store, submit };
  }

  it('keeps one more from being written, with all that came with it', async () => {
    const { store, submit } = await full();
    expect(await submit('r3')).toEqual({ existing: null, tooManyOpen: true });
    expect(await store.requests.get('r3')).toBeNull();
    expect(await store.log.ofRequest('r3')).toEqual([]);
  });

  it('counts only what is open, and only of the same identity', async () => {
    const { store, submit } = await full();
    expect(await submit('r3', { identity: 'robot' })).toEqual({ existing: null });
    await store.requests.change('r1', ({ state }) => ({
      state: { ...state, status: 'expired' },
      result: null,
    }));
    expect(await submit('r4')).toEqual({ existing: null });
    expect(await submit('r5')).toMatchObject({ tooManyOpen: true });
  });

  it('still answers the use of a key from before', async () => {
    const { submit } = await full();
    expect(await submit('r3', { key: 'k1' })).toEqual({ existing: { id: 'r1', fingerprint: 'f' } });
  });
});
