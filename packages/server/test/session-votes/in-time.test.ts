import { expect, it } from 'vitest';
import { tickRequests } from '../../src/app/tick-requests.ts';
import { aHall } from './hall.ts';

it('after its time a request takes no vote', async () => {
  const hall = await aHall({ rule: { expires: '10m' } });
  const id = await hall.ask();
  const browser = await hall.signedIn('ada');
  hall.slack.pass(10 * 60_000);
  expect(await hall.vote(browser, id, { vote: 'approve' })).toMatchObject({
    status: 409,
    body: { code: 'expired' },
  });
});

it('an approval waits for the end of a freeze, as one by a click', async () => {
  const hall = await aHall({
    rule: {
      expires: '10m',
      freezes: [{ name: 'noon', from: '2026-11-22T09:00', to: '2026-11-22T10:20', during: 'hold' }],
    },
  });
  const id = await hall.ask();
  const { body } = await hall.vote(await hall.signedIn('ada'), id, { vote: 'approve' });
  expect(body).toMatchObject({ status: 'pending', held: { by: ['noon'] } });
  hall.slack.pass(21 * 60_000);
  await tickRequests(hall.slack.ctx);
  expect(await hall.statusOf(id)).toBe('approved');
});
