import { describe, expect, it } from 'vitest';
import type { ListPlace } from '../../../src/ports/list-store.ts';
import type { Store } from '../../../src/ports/store.ts';
import { engines, freshStores } from '../../support/engines.ts';
import { aCard, anEntry, aState, aSubmission, NOON } from '../fixtures.ts';
import type { Card } from '../../../src/ports/card.ts';

const likeness = 'sha256:alike';

/** One with a message of its own, or in the list of another one. */
function submit(store: Store, id: string, more: Partial<Card> = {}, place?: ListPlace) {
  const state = aState(id, { createdAt: NOON + Number(id.slice(1)) });
  const cards = [aCard(`card-${id}`, id, more)];
  const submission = aSubmission({ resource: id });
  return store.requests.submit({ state, submission, ...(place ? { place } : {}) }, { cards });
}

const ids = async (store: Store, card: string) =>
  (await store.lists.others(card)).map(({ request, submission }) => [
    request.state.id,
    submission.resource,
  ]);

describe.each(engines)('requests that share a message, on %s', (engine) => {
  const { fresh, freshUrl, open } = freshStores(engine);

  it('are found by the newest card of their likeness', async () => {
    const store = await fresh();
    expect(await store.lists.newest(likeness)).toBeNull();
    await submit(store, 'r1', { likeness });
    await submit(store, 'r2', { likeness });
    await submit(store, 'r3', { likeness: 'sha256:other' });
    expect(await store.lists.newest(likeness)).toMatchObject({
      card: 'card-r2',
      request: { state: { id: 'r2' }, cards: [{ id: 'card-r2', likeness }] },
      others: 0,
      isOpen: true,
    });
  });

  it('are listed in the order they came, with what was submitted', async () => {
    const store = await fresh();
    await submit(store, 'r1', { likeness });
    await submit(store, 'r3', { list: 'card-r1' });
    await submit(store, 'r2', { list: 'card-r1' });
    expect(await ids(store, 'card-r1')).toEqual([
      ['r2', 'r2'],
      ['r3', 'r3'],
    ]);
    expect(await store.lists.newest(likeness)).toMatchObject({ card: 'card-r1', others: 2 });
  });

  it('are open as long as any of them is', async () => {
    const store = await fresh();
    await submit(store, 'r1', { likeness });
    await submit(store, 'r2', { list: 'card-r1' });
    const isOpen = async () => (await store.lists.newest(likeness))?.isOpen;
    const end = (id: string) =>
      store.requests.change(id, ({ state }) => ({
        state: { ...state, status: 'approved', decidedAt: NOON },
        result: null,
      }));
    await end('r1');
    expect(await isOpen()).toBe(true);
    await end('r2');
    expect(await isOpen()).toBe(false);
  });

  it('are where their list is, and known by its message alone', async () => {
    const store = await fresh();
    await submit(store, 'r1', { likeness });
    await submit(store, 'r2', { list: 'card-r1', unavailable: 'Not there.' });
    const card = async (id: string) => (await store.requests.get(id))?.cards[0];
    expect(await card('r2')).toMatchObject({ message: null, unavailable: 'Not there.' });
    await store.commit({ cards: [aCard('card-r1', 'r1', { likeness, message: 'ts-1' })] });
    const listed = await card('r2');
    expect(listed).toMatchObject({ message: 'ts-1', unavailable: null, list: 'card-r1' });
    if (!listed) throw new Error('It is there.');
    // Written back, it names no message: that is the list's to say.
    await store.commit({ cards: [listed] });
    expect(await store.cards.byMessage('slack', 'C1', 'ts-1')).toMatchObject({ id: 'card-r1' });
    expect(await store.cards.get('card-r2')).toMatchObject({ message: 'ts-1' });
  });

  it('are written only where their place is still free', async () => {
    const store = await fresh();
    const first = { likeness, newest: null };
    expect(await submit(store, 'r1', { likeness }, first)).toEqual({ existing: null });
    expect(await submit(store, 'r2', { likeness }, first)).toEqual({ existing: null, moved: true });
    const joins = { likeness, newest: 'card-r1', below: 1 };
    expect(await submit(store, 'r3', { list: 'card-r1' }, joins)).toEqual({ existing: null });
    expect(await submit(store, 'r4', { list: 'card-r1' }, joins)).toEqual({
      existing: null,
      moved: true,
    });
    expect(await store.requests.get('r2')).toBeNull();
    expect(await store.requests.get('r4')).toBeNull();
  });

  it('at the same moment, from two processes, are as many as there is room for', async () => {
    const url = await freshUrl();
    const stores = [await open(url), await open(url)] as const;
    await submit(stores[0], 'r0', { likeness });
    const place = { likeness, newest: 'card-r0', below: 5 };
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, at) =>
        submit(stores[at % 2] ?? stores[0], `r${at + 1}`, { list: 'card-r0' }, place),
      ),
    );
    expect(answers.filter(({ moved }) => moved)).toHaveLength(7);
    expect(await ids(stores[0], 'card-r0')).toHaveLength(5);
  });

  it('are in a form for a day', async () => {
    const store = await fresh();
    const account = { platform: 'slack', team: 'T1', user: 'U1' } as const;
    const { digest } = aState('r1');
    const shown = [{ request: 'r1', card: 'card-r1', digest, stage: 0 }];
    const form = {
      id: 'form-1',
      at: NOON,
      account,
      vote: 'approve',
      card: 'card-r1',
      shown,
    } as const;
    await store.lists.keepForm({ ...form, shown }, { entries: [anEntry('e1')] });
    expect(await store.lists.form('form-1')).toEqual(form);
    expect(await store.lists.form('form-2')).toBeNull();
    await store.prune(NOON + 86_400_000);
    expect(await store.lists.form('form-1')).toBeNull();
  });
});
