import { DatabaseSync } from 'node:sqlite';
import { Client } from 'pg';
import { describe, expect, it } from 'vitest';
import type { Relies } from '../../../src/ports/stored-request.ts';
import { engines, freshStores, type EngineName } from '../../support/engines.ts';
import { openGate, someoneWaits, startWorker } from '../../support/race.ts';
import { anEntry, aState, aSubmission, NOON } from '../fixtures.ts';

const worker = new URL('../delegation-worker.ts', import.meta.url);

const party = (id: string) => ({
  person: { id, name: id },
  account: { platform: 'slack', team: 'T1', user: `U-${id}` } as const,
});
const delegation = {
  id: 'd1',
  principal: party('ada'),
  standIn: party('sam'),
  from: NOON,
  until: NOON + 100,
};

describe.each(engines)('a vote by a delegation that ends just then, on %s', (engine) => {
  const { freshUrl, open } = freshStores(engine);

  async function begun() {
    const url = await freshUrl();
    const store = await open(url);
    await store.requests.submit({ state: aState('r1'), submission: aSubmission() }, {});
    await store.delegations.make(delegation, anEntry('made'));
    return { url, store };
  }

  it('counts where it came first: the end waits for its commit', async () => {
    const { url, store } = await begun();
    const gate = new Int32Array(new SharedArrayBuffer(4));
    const voter = startWorker(worker, { url, request: 'r1', delegation: 'd1', gate });
    await voter.says('inside');
    const ended = store.delegations
      .end([delegation], () => anEntry('ended'))
      .then(() => store.requests.get('r1'));
    if (engine === 'postgres') await someoneWaits(url);
    openGate(gate);
    expect(await voter.ends).toEqual({ saw: ['d1'] });
    expect(await ended).toMatchObject({ state: { status: 'approved' } });
    expect(await store.delegations.current(NOON)).toEqual([]);
  });

  it('is told that it is gone where the end came first', async () => {
    const { url, store } = await begun();
    const end = await stalledEnd(engine, url);
    const seen = store.requests.change(
      'r1',
      (_, { delegations }) => ({ result: [...delegations] }),
      { delegations: ['d1'] },
    );
    if (engine === 'postgres') await someoneWaits(url);
    await end();
    expect(await seen).toEqual([]);
  });

  it('is told of those alone that it relies on', async () => {
    const { store } = await begun();
    const standing = (relies?: Relies) =>
      store.requests.change('r1', (_, there) => ({ result: [...there.delegations] }), relies);
    expect(await standing({ delegations: ['d1', 'd2'] })).toEqual(['d1']);
    expect(await standing()).toEqual([]);
  });
});

/** Somebody else's transaction that has ended it, and commits when told. */
async function stalledEnd(engine: EngineName, url: string): Promise<() => Promise<void>> {
  if (engine === 'sqlite') {
    const other = new DatabaseSync(url.slice('sqlite:'.length));
    other.exec(`begin immediate; delete from delegations where id = 'd1'`);
    return async () => {
      other.exec('commit');
      other.close();
    };
  }
  const other = new Client({ connectionString: url });
  await other.connect();
  await other.query('begin');
  await other.query(`delete from delegations where id = 'd1'`);
  return async () => {
    await other.query('commit');
    await other.end();
  };
}
