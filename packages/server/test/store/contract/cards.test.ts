import { describe, expect, it } from 'vitest';
import { engines, freshStores } from '../../support/engines.ts';
import { aCard, aState, aSubmission } from '../fixtures.ts';

describe.each(engines)('cards on %s', (engine) => {
  const { fresh } = freshStores(engine);

  it('are found by id, control and message', async () => {
    const store = await fresh();
    const card = aCard('c1', 'r1', {
      message: '17.1',
      whole: false,
      unavailable: 'Invite the bot.',
      fallback: true,
    });
    const direct = { recipient: 'U0ADA', stage: 1 };
    const other = aCard('c2', 'r1', { channel: 'C2', message: '17.1', direct });
    await store.requests.submit(
      { state: aState('r1'), submission: aSubmission() },
      { cards: [card, other] },
    );
    expect(await store.cards.get('c1')).toEqual(card);
    expect(await store.requests.ofControl('control-c2')).toMatchObject({ cards: [card, other] });
    expect(await store.cards.byMessage('slack', 'C1', '17.1')).toEqual(card);
    expect(await store.cards.byMessage('teams', 'C1', '17.1')).toBeNull();
    expect(await store.cards.get('none')).toBeNull();
    expect((await store.requests.get('r1'))?.cards).toEqual([card, other]);
  });

  it('are replaced whole by id, and an old control leads nowhere', async () => {
    const store = await fresh();
    await store.requests.submit(
      { state: aState('r1'), submission: aSubmission() },
      { cards: [aCard('c1', 'r1')] },
    );
    const next = aCard('c1', 'r1', { control: 'fresh', stage: 1, message: '17.1', drawn: 1 });
    await store.requests.change('r1', () => ({ cards: [aCard('c1', 'r1'), next], result: null }));
    expect(await store.requests.ofControl('fresh')).toMatchObject({ cards: [next] });
    expect(await store.requests.ofControl('control-c1')).toBeNull();
  });

  it('belong to a request that exists', async () => {
    const store = await fresh();
    await expect(store.commit({ cards: [aCard('c1', 'none')] })).rejects.toThrow(/foreign key/i);
  });
});
