import { expect, it } from 'vitest';
import { freshStores } from '../support/engines.ts';
import { aDelivery, anEntry, aState, aSubmission } from './fixtures.ts';

const { fresh } = freshStores('sqlite');

it('lets each of those that commit together stand or fall alone', async () => {
  const store = await fresh();
  await store.requests.submit({ state: aState('taken'), submission: aSubmission() }, {});
  const ids = Array.from({ length: 200 }, (_, n) => (n % 3 === 0 ? 'taken' : `r${n}`));
  const ended = await Promise.allSettled(
    ids.map((id, n) =>
      store.requests.submit(
        { state: aState(id), submission: aSubmission() },
        { entries: [anEntry(`e${n}`, id)], deliveries: [aDelivery(`d${n}`)] },
      ),
    ),
  );
  const fulfilled = ended.filter(({ status }) => status === 'fulfilled').length;
  expect(fulfilled).toBe(ids.filter((id) => id !== 'taken').length);
  expect(await store.requests.countByStatus()).toEqual({ pending: fulfilled + 1 });
  expect(await store.deliveries.counts()).toEqual({ waiting: fulfilled, dead: 0 });
  expect(await store.log.unsealed(1_000)).toHaveLength(fulfilled);
});

it('keeps nothing of one that failed halfway, and all of the others', async () => {
  const store = await fresh();
  await store.commit({ deliveries: [aDelivery('taken')] });
  const ended = await Promise.allSettled(
    Array.from({ length: 50 }, (_, n) =>
      store.requests.submit(
        { state: aState(`r${n}`), submission: aSubmission() },
        { deliveries: [aDelivery(n % 5 === 0 ? 'taken' : `d${n}`)] },
      ),
    ),
  );
  expect(ended.map(({ status }) => status)).toEqual(
    ended.map((_, n) => (n % 5 === 0 ? 'rejected' : 'fulfilled')),
  );
  expect(await store.requests.countByStatus()).toEqual({ pending: 40 });
  expect(await store.deliveries.counts()).toEqual({ waiting: 41, dead: 0 });
});

it('shows each change the ones before it', async () => {
  const store = await fresh();
  await store.requests.submit({ state: aState('r1'), submission: aSubmission() }, {});
  const versions = await Promise.all(
    Array.from({ length: 150 }, () =>
      store.requests.change('r1', ({ state, version }) => ({ state, result: version })),
    ),
  );
  expect(versions).toEqual(versions.map((_, n) => n + 1));
});

it('commits what is under way before it closes', async () => {
  const store = await fresh();
  const committing = store.commit({ entries: [anEntry('e1')] });
  await store.close();
  await expect(committing).resolves.toBeUndefined();
});

it('tells nobody of a conflict with what is not committed', async () => {
  const store = await fresh();
  await store.commit({ deliveries: [aDelivery('taken')] });
  const idempotency = { key: 'k', fingerprint: 'f' };
  const [first, again, halfway] = await Promise.allSettled([
    store.requests.submit({ state: aState('r1'), submission: aSubmission(), idempotency }, {}),
    store.requests.submit({ state: aState('r2'), submission: aSubmission(), idempotency }, {}),
    store.requests.submit(
      { state: aState('r3'), submission: aSubmission() },
      { deliveries: [aDelivery('taken')] },
    ),
  ]);
  expect(halfway.status).toBe('rejected');
  expect(first).toEqual({ status: 'fulfilled', value: { existing: null } });
  expect(again).toMatchObject({ value: { existing: { id: 'r1' } } });
});
