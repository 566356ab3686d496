import { describe, expect, it } from 'vitest';
import { engines, freshStores } from '../../support/engines.ts';
import { aCard, aDelivery, anEntry, aState, aSubmission, NOON } from '../fixtures.ts';

describe.each(engines)('requests on %s', (engine) => {
  const { fresh } = freshStores(engine);

  it('gives back what was submitted', async () => {
    const store = await fresh();
    const submission = aSubmission({ reason: 'ünïcode \u0000 "quoted"', parameters: { n: 1.5 } });
    const cards = [aCard('c1', 'r1')];
    expect(await store.requests.submit({ state: aState('r1'), submission }, { cards })).toEqual({
      existing: null,
    });
    expect(await store.requests.get('r1')).toEqual({
      state: aState('r1'),
      version: 1,
      runs: [],
      outcome: null,
      cards,
    });
    expect(await store.requests.submission('r1')).toEqual(submission);
  });

  it('knows nothing of a request that was never submitted', async () => {
    const store = await fresh();
    expect(await store.requests.get('none')).toBeNull();
    expect(await store.requests.submission('none')).toBeNull();
    expect(await store.requests.change('none', () => ({ result: 1 }))).toBeNull();
  });

  it('keeps a submission of a megabyte apart from the state', async () => {
    const store = await fresh();
    const submission = aSubmission({ change: { diff: '+é\n'.repeat(330_000) } });
    await store.requests.submit({ state: aState('r1'), submission }, {});
    expect(await store.requests.submission('r1')).toEqual(submission);
    expect(JSON.stringify(await store.requests.get('r1')).length).toBeLessThan(2_000);
  });

  it('counts the version with every state, and leaves it where only effects are written', async () => {
    const store = await fresh();
    await store.requests.submit({ state: aState('r1'), submission: aSubmission() }, {});
    const voted = await store.requests.change('r1', ({ state }) => ({
      state: { ...state, status: 'approved', decidedAt: NOON },
      entries: [anEntry('e1', 'r1')],
      result: 'approved',
    }));
    expect(voted).toBe('approved');
    await store.requests.change('r1', () => ({ entries: [anEntry('e2', 'r1')], result: null }));
    expect(await store.requests.get('r1')).toMatchObject({
      version: 2,
      state: { status: 'approved', decidedAt: NOON },
    });
    expect(await store.log.ofRequest('r1')).toHaveLength(2);
  });

  it('keeps the outcome of the command', async () => {
    const store = await fresh();
    await store.requests.submit({ state: aState('r1'), submission: aSubmission() }, {});
    const outcome = { status: 'failed' as const, exitCode: 2, message: 'no space', at: NOON };
    await store.requests.change('r1', () => ({ outcome, result: null }));
    expect((await store.requests.get('r1'))?.outcome).toEqual(outcome);
  });

  it('writes nothing where the change throws', async () => {
    const store = await fresh();
    await store.requests.submit({ state: aState('r1'), submission: aSubmission() }, {});
    const change = store.requests.change('r1', () => {
      throw new Error('no');
    });
    await expect(change).rejects.toThrow('no');
    await store.requests.change('r1', ({ version }) => ({ result: expect(version).toBe(1) }));
  });

  it('writes nothing where one of the effects is refused', async () => {
    const store = await fresh();
    await store.requests.submit({ state: aState('r1'), submission: aSubmission() }, {});
    await store.commit({ deliveries: [aDelivery('taken')] });
    const change = store.requests.change('r1', ({ state }) => ({
      state: { ...state, status: 'approved' },
      entries: [anEntry('e1', 'r1')],
      deliveries: [aDelivery('taken')],
      result: null,
    }));
    await expect(change).rejects.toThrow(/unique/i);
    expect(await store.requests.get('r1')).toMatchObject({
      version: 1,
      state: { status: 'pending' },
    });
    expect(await store.log.ofRequest('r1')).toEqual([]);
  });
});
