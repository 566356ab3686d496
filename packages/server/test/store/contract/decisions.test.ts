import { describe, expect, it } from 'vitest';
import { engines, freshStores } from '../../support/engines.ts';
import { aCard, aState, aSubmission, NOON } from '../fixtures.ts';

describe.each(engines)('decisions on %s', (engine) => {
  const { fresh } = freshStores(engine);
  const decision = {
    request: 'r1',
    person: 'ada',
    name: 'Ada',
    platform: 'slack' as const,
    at: NOON,
    tookMs: 1_500,
  };

  it('commit with the vote, and are read from the latest', async () => {
    const store = await fresh();
    await store.requests.submit({ state: aState('r1'), submission: aSubmission() }, {});
    await store.requests.change('r1', () => ({ decisions: [decision], result: null }));
    const later = { ...decision, at: NOON + 5, person: 'bob' };
    await store.commit({ decisions: [later] });
    expect(await store.decisions.since(NOON, 10)).toEqual([later, decision]);
    expect(await store.decisions.since(NOON + 1, 10)).toEqual([later]);
    expect(await store.decisions.since(NOON, 1)).toEqual([later]);
  });

  it('are forgotten after 400 days', async () => {
    const store = await fresh();
    await store.commit({ decisions: [decision] });
    await store.prune(NOON + 399 * 86_400_000);
    expect(await store.decisions.since(0, 10)).toHaveLength(1);
    await store.prune(NOON + 400 * 86_400_000);
    expect(await store.decisions.since(0, 10)).toEqual([]);
  });

  it('know when a card was posted', async () => {
    const store = await fresh();
    const card = { ...aCard('c1', 'r1'), postedAt: NOON };
    await store.requests.submit(
      { state: aState('r1'), submission: aSubmission() },
      { cards: [card, aCard('c2', 'r1')] },
    );
    expect(await store.cards.get('c1')).toMatchObject({ postedAt: NOON });
    expect(await store.cards.get('c2')).not.toHaveProperty('postedAt');
    const { cards = [] } = (await store.requests.get('r1')) ?? {};
    expect(cards.map(({ postedAt }) => postedAt)).toEqual([NOON, undefined]);
  });
});
