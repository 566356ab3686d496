import { expect, it } from 'vitest';
import { aHall } from './hall.ts';

it('nobody approves by a session what a suspended identity asks, and the same is tried again once it is resumed', async () => {
  const hall = await aHall();
  const { store, now } = hall.slack.ctx;
  const id = await hall.ask();
  const ada = await hall.signedIn('ada');
  const suspend = (status: 'active' | 'suspended') =>
    store.identities.change('ci-deploy', () => ({
      result: null,
      identity: { id: 'ci-deploy', definition: null, status, statusAt: now(), createdAt: now() },
    }));
  await suspend('suspended');
  const key = { 'idempotency-key': 'one' };
  expect(await hall.vote(ada, id, { vote: 'approve' }, key)).toMatchObject({
    status: 403,
    body: {
      code: 'identity_suspended',
      detail: expect.stringContaining('no approval of what it asks counts until it is resumed'),
    },
  });
  expect(await hall.votesOf(id)).toEqual([]);
  expect((await ada.get(`/v1/requests/${id}`)).body.explanation).toContain('has been suspended');
  await suspend('active');
  expect(await hall.vote(ada, id, { vote: 'approve' }, key)).toMatchObject({
    status: 200,
    body: { status: 'approved' },
  });
  const other = await hall.ask();
  await suspend('suspended');
  const words = { vote: 'reject', comment: 'Its key has leaked.' } as const;
  expect(await hall.vote(ada, other, words)).toMatchObject({ body: { status: 'rejected' } });
});
