import { expect, it } from 'vitest';
import { aHall } from './hall.ts';

it('who left the group between reading and voting decides nothing', async () => {
  const hall = await aHall();
  const id = await hall.ask();
  const browser = await hall.signedIn('ada');
  await browser.get(`/v1/requests/${id}`);
  // Slack has been asked of the group a moment ago.
  await hall.vote(await hall.signedIn('emmy'), id, { vote: 'approve' });
  hall.leave('S0RELEASE', 'U0ADA');
  hall.slack.pass(10_000);
  expect(await hall.vote(browser, id, { vote: 'approve' })).toMatchObject({
    status: 403,
    body: { code: 'not_eligible' },
  });
  expect(await hall.statusOf(id)).toBe('pending');
});

it('who was deactivated in Slack decides nothing by a session that lasts', async () => {
  const hall = await aHall();
  const id = await hall.ask();
  const browser = await hall.signedIn('ada');
  const user = hall.slack.double.workspace.users.get('U0ADA');
  if (user) user.deleted = true;
  expect(await hall.vote(browser, id, { vote: 'approve' })).toMatchObject({
    status: 403,
    body: { code: 'voter_deactivated' },
  });
});

it('a guest of Slack is one by a session, too', async () => {
  const hall = await aHall();
  const id = await hall.ask();
  const vote = await hall.vote(await hall.signedIn('guest'), id, { vote: 'approve' });
  expect(vote).toMatchObject({ body: { code: 'voter_guest' } });
});

it.each(['users.info', 'usergroups.users.list'])(
  'where Slack does not answer %s, nothing is approved',
  async (method) => {
    const hall = await aHall();
    const id = await hall.ask();
    const browser = await hall.signedIn('ada');
    hall.slack.pass(61_000);
    hall.slack.double.fail({ method, times: 20, with: { kind: 'http', status: 500 } });
    expect(await hall.vote(browser, id, { vote: 'approve' })).toMatchObject({
      status: 503,
      body: { code: 'lookup_failed' },
    });
    expect(await hall.votesOf(id)).toEqual([]);
  },
);
