import { describe, expect, it } from 'vitest';
import type { Card } from '../../../src/ports/card.ts';
import type { Drawn } from '../../../src/ports/effects.ts';
import { engines, freshStores } from '../../support/engines.ts';
import { aCard, aState, aSubmission } from '../fixtures.ts';

const ASK = { now: 0, leaseMs: 1_000, limit: 1, owner: 'one' };

describe.each(engines)('what a message shows, on %s,', (engine) => {
  const { fresh } = freshStores(engine);

  async function withCard(card: Partial<Card>) {
    const store = await fresh();
    const cards = [aCard('c1', 'r1', { message: '17.1', drawn: 2, ...card }), aCard('c2', 'r1')];
    await store.requests.submit({ state: aState('r1'), submission: aSubmission() }, { cards });
    const drawnAfter = async (drawn: Partial<Drawn>) => {
      const shown = { card: 'c1', message: '17.1', whole: true, version: 3, ...drawn };
      await store.deliveries.settleAndClaim({ drawn: [shown] }, ASK);
      return (await store.cards.get('c1'))?.drawn;
    };
    return { store, drawnAfter };
  }

  it('is remembered, and nothing else of the card changes', async () => {
    const { store, drawnAfter } = await withCard({});
    expect(await drawnAfter({})).toBe(3);
    const cards = [aCard('c1', 'r1', { message: '17.1', drawn: 3 }), aCard('c2', 'r1')];
    expect((await store.requests.get('r1'))?.cards).toEqual(cards);
  });

  it('does not become older', async () => {
    const { drawnAfter } = await withCard({});
    expect(await drawnAfter({ version: 1 })).toBe(2);
  });

  it('is another message’s where the card was posted again', async () => {
    const { drawnAfter } = await withCard({});
    expect(await drawnAfter({ message: '16.9' })).toBe(2);
  });

  it('is to be drawn again where the rest of the change was uploaded meanwhile', async () => {
    const { drawnAfter } = await withCard({ whole: true });
    expect(await drawnAfter({ whole: false })).toBe(2);
  });

  it('is nothing where no message is known', async () => {
    const { drawnAfter } = await withCard({ message: null });
    expect(await drawnAfter({})).toBe(2);
  });

  it('is committed with the other effects, too', async () => {
    const { store } = await withCard({});
    await store.commit({ drawn: [{ card: 'c1', message: '17.1', whole: true, version: 4 }] });
    expect((await store.cards.get('c1'))?.drawn).toBe(4);
  });

  it('is that of the list where the card stands in one', async () => {
    const store = await fresh();
    const list = aCard('c1', 'r1', { message: '17.1', likeness: 'same' });
    const inIt = aCard('c2', 'r2', { list: 'c1', likeness: 'same' });
    await store.requests.submit(
      { state: aState('r1'), submission: aSubmission() },
      { cards: [list] },
    );
    await store.requests.submit(
      { state: aState('r2'), submission: aSubmission() },
      { cards: [inIt] },
    );
    const shown = { card: 'c2', message: '17.1', whole: true, version: 3 };
    await store.deliveries.settleAndClaim({ drawn: [shown] }, ASK);
    expect(await store.cards.get('c2')).toMatchObject({ message: '17.1', drawn: 3 });
  });
});
