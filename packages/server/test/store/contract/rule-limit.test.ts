import { describe, expect, it } from 'vitest';
import { engines, freshStores } from '../../support/engines.ts';
import { anEntry, aState, aSubmission, NOON } from '../fixtures.ts';
import type { Store } from '../../../src/ports/store.ts';

const limit = { count: 3, perMs: 3_600_000 };

function submit(store: Store, id: string, { identity = 'ci', rules = ['free'], at = NOON } = {}) {
  const state = aState(id, { identity: { id: identity, name: identity }, createdAt: at });
  const allowances = rules.map((rule) => ({ rule, limit }));
  return store.requests.submit(
    { state, submission: aSubmission(), allowances },
    { entries: [anEntry(`e-${id}`, id)] },
  );
}

describe.each(engines)('a limit of a rule on %s', (engine) => {
  const { fresh, freshUrl, open } = freshStores(engine);

  it('is never exceeded by those who ask at once, in two processes', async () => {
    const url = await freshUrl();
    const stores = [await open(url), await open(url)] as const;
    const rules = [['free', 'other'], ['other', 'free'], ['free']];
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, n) =>
        submit(stores[n % 2] ?? stores[0], `r${n}`, { rules: rules[n % 3] ?? [] }),
      ),
    );
    expect(answers.filter(({ usedUp }) => usedUp)).toHaveLength(17);
    expect(await stores[0].requests.countByStatus()).toEqual({ pending: 3 });
    expect(await stores[0].log.unsealed(100)).toHaveLength(3);
  });

  it('is of each identity and rule, and of the time before the request', async () => {
    const store = await fresh();
    for (const id of ['r1', 'r2', 'r3']) await submit(store, id);
    expect(await submit(store, 'r4')).toEqual({ existing: null, usedUp: true });
    expect(await store.requests.get('r4')).toBeNull();
    expect(await submit(store, 'r5', { identity: 'robot' })).toEqual({ existing: null });
    expect(await submit(store, 'r6', { rules: ['other'] })).toEqual({ existing: null });
    expect(await submit(store, 'r7', { at: NOON + limit.perMs - 1 })).toMatchObject({
      usedUp: true,
    });
    expect(await submit(store, 'r8', { at: NOON + limit.perMs })).toEqual({ existing: null });
  });
});
