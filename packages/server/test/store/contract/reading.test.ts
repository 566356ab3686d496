import { describe, expect, it } from 'vitest';
import { engines, freshStores } from '../../support/engines.ts';
import { aCard, aState, aSubmission } from '../fixtures.ts';

describe.each(engines)('a request on %s', (engine) => {
  const { fresh } = freshStores(engine);

  async function withTwoRequests() {
    const store = await fresh();
    const cards = [aCard('c1', 'r1', { unavailable: 'Invite "the bot".' }), aCard('c2', 'r1')];
    const submission = aSubmission({ reason: 'ünïcode' });
    await store.requests.submit({ state: aState('r1'), submission }, { cards });
    const others = { cards: [aCard('c3', 'r2')] };
    await store.requests.submit({ state: aState('r2'), submission: aSubmission() }, others);
    const request = { state: aState('r1'), version: 1, runs: [], outcome: null, cards };
    return { store, request, submission };
  }

  it('is found by any of its cards, with all of them', async () => {
    const { store, request } = await withTwoRequests();
    expect(await store.requests.get('r1')).toEqual(request);
    expect(await store.requests.ofCard('c1')).toEqual(request);
    expect(await store.requests.ofCard('c2')).toEqual(request);
    expect(await store.requests.ofCard('none')).toBeNull();
  });

  it('is found by the control that its card has now', async () => {
    const { store, request } = await withTwoRequests();
    expect(await store.requests.ofControl('control-c2')).toEqual(request);
    const cards = [aCard('c2', 'r1', { control: 'fresh' })];
    await store.requests.change('r1', () => ({ cards, result: null }));
    expect(await store.requests.ofControl('control-c2')).toBeNull();
    expect(await store.requests.ofControl('fresh')).toMatchObject({ state: { id: 'r1' } });
  });

  it('comes with its submission where that is asked for', async () => {
    const { store, request, submission } = await withTwoRequests();
    expect(await store.requests.withSubmission('r1')).toEqual({ request, submission });
    expect(await store.requests.withSubmissionOfCard('c2')).toEqual({ request, submission });
    expect(await store.requests.withSubmission('none')).toBeNull();
    expect(await store.requests.withSubmissionOfCard('none')).toBeNull();
  });

  it('may have no card', async () => {
    const store = await fresh();
    await store.requests.submit({ state: aState('r1'), submission: aSubmission() }, {});
    expect(await store.requests.get('r1')).toMatchObject({ cards: [] });
    expect(await store.requests.withSubmission('r1')).toMatchObject({ request: { cards: [] } });
  });
});
