import { expect, it } from 'vitest';
import { aHall } from './hall.ts';

const forbidden = { status: 403, body: { code: 'forbidden' } };

it.each(['viewer', 'operator', 'auditor', 'admin'] as const)(
  'the role %s does not decide, though the policy’s group has the person',
  async (role) => {
    const hall = await aHall({ roles: { approver: [], [role]: ['ada'] } });
    const id = await hall.ask();
    const vote = await hall.vote(await hall.signedIn('ada'), id, { vote: 'approve' });
    expect(vote).toMatchObject(forbidden);
    expect(vote.body.detail).toContain('requests.decide');
    expect(await hall.votesOf(id)).toEqual([]);
  },
);

it('the role approver makes nobody a member of the policy’s group', async () => {
  const hall = await aHall();
  const id = await hall.ask();
  const vote = await hall.vote(await hall.signedIn('emmy'), id, { vote: 'approve' });
  expect(vote).toMatchObject({ status: 403, body: { code: 'not_eligible' } });
  expect(vote.body.detail).toContain('can.');
});

it('nor do groups that the provider tells of, whatever they are called', async () => {
  const hall = await aHall();
  const id = await hall.ask();
  const browser = await hall.signedIn('emmy', { groups: ['releasers', 'S0RELEASE'] });
  expect(await hall.vote(browser, id, { vote: 'approve' })).toMatchObject({
    body: { code: 'not_eligible' },
  });
});

it('who is named in the policy’s group counts, though no group of Slack has them', async () => {
  const hall = await aHall();
  const { ctx } = hall.slack;
  const { policy } = ctx;
  ctx.policy = {
    ...policy,
    groups: async () => [{ name: 'releasers', people: ['emmy'], slackUserGroups: ['S0RELEASE'] }],
  };
  const id = await hall.ask();
  const vote = await hall.vote(await hall.signedIn('emmy'), id, { vote: 'approve' });
  expect(vote.body).toMatchObject({ status: 'approved', decision: { by: [{ id: 'emmy' }] } });
});
