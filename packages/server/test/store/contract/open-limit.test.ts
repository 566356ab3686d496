import { Client } from 'pg';
import { describe, expect, it } from 'vitest';
import type { Store } from '../../../src/ports/store.ts';
import { engines, freshStores } from '../../support/engines.ts';
import { someoneWaits } from '../../support/race.ts';
import { aCard, anEntry, aState, aSubmission } from '../fixtures.ts';

const ask = (store: Store, id: string) =>
  store.requests.submit({ state: aState(id), submission: aSubmission(), mostOpen: 1 }, {});

describe.each(engines)('a limit of open requests on %s', (engine) => {
  const { fresh, freshUrl, open } = freshStores(engine);

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

  it('is not exceeded by one who asks while another is being written', async () => {
    const url = await freshUrl();
    const [one, two] = [await open(url), await open(url)];
    await one.requests.submit(
      {
        state: aState('r0', { identity: { id: 'robot', name: 'Robot' } }),
        submission: aSubmission(),
      },
      {},
    );
    const release = engine === 'postgres' ? await stalled(url, 'r1') : async () => undefined;
    const first = ask(one, 'r1');
    if (engine === 'postgres') await someoneWaits(url);
    const second = ask(two, 'r2');
    if (engine === 'postgres') await Promise.race([second, someoneWaits(url, 2)]);
    await release();
    expect(await first).toEqual({ existing: null });
    expect(await second).toEqual({ existing: null, tooManyOpen: true });
  });

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

/** Whoever writes this request waits, once it has counted, until this is released. */
async function stalled(url: string, request: string): Promise<() => Promise<void>> {
  const other = new Client({ connectionString: url });
  await other.connect();
  await other.query('begin');
  await other.query(
    `insert into requests select (jsonb_populate_record(r, jsonb_build_object('id', $1::text))).*
      from requests r`,
    [request],
  );
  return async () => {
    await other.query('rollback');
    await other.end();
  };
}
