import type { AfterReview } from '@countersign/core/request/state';
import { describe, expect, it } from 'vitest';
import { engines, freshStores } from '../../support/engines.ts';
import { aState, aSubmission, NOON } from '../fixtures.ts';

describe.each(engines)('reviews of emergency approvals on %s', (engine) => {
  const { fresh } = freshStores(engine);

  async function seeded() {
    const store = await fresh();
    const reviewed = (id: string, review: AfterReview) =>
      store.requests.change(id, ({ state }) => ({
        state: { ...state, status: 'approved', decidedAt: NOON, review },
        result: null,
      }));
    for (const [n, id] of ['r0', 'r1', 'r2'].entries()) {
      const submission = aSubmission({ resource: `${id}-api` });
      await store.requests.submit({ state: aState(id), submission }, {});
      await reviewed(id, { dueAt: NOON + 100 - n, by: [] });
    }
    return { store, reviewed };
  }

  it('are late at their time, those that are latest first', async () => {
    const { store } = await seeded();
    expect(await store.reviews.nextMoment()).toBe(NOON + 98);
    expect(await store.reviews.due(NOON + 97, 9)).toEqual([]);
    expect(await store.reviews.due(NOON + 100, 9)).toEqual(['r2', 'r1', 'r0']);
    expect(await store.reviews.due(NOON + 100, 1)).toEqual(['r2']);
    expect(await store.requests.due(NOON + 100, 9)).toEqual([]);
    expect(await store.requests.nextMoment()).toBeNull();
  });

  it('are late once, and never when they are done', async () => {
    const { store, reviewed } = await seeded();
    await reviewed('r2', { dueAt: NOON + 98, overdueAt: NOON + 99, by: [] });
    await reviewed('r1', { dueAt: NOON + 99, doneAt: NOON + 50, by: [] });
    expect(await store.reviews.due(NOON + 200, 9)).toEqual(['r0']);
    expect(await store.reviews.countByStatus()).toEqual({ due: 1, overdue: 1, done: 1 });
  });

  it('are none where nothing was decided in an emergency', async () => {
    const store = await fresh();
    expect(await store.reviews.nextMoment()).toBeNull();
    expect(await store.reviews.countByStatus()).toEqual({ due: 0, overdue: 0, done: 0 });
  });
});
