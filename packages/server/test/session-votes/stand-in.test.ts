import { expect, it } from 'vitest';
import { delegate } from '../../src/app/delegations.ts';
import { aHall, type Hall } from './hall.ts';

const two = { stages: [{ name: 'release', quorum: 2, groups: ['releasers'] }] };

async function named(hall: Hall, principal: string, standIn: string) {
  const account = (user: string) => ({
    platform: 'slack' as const,
    team: hall.slack.double.workspace.team.id,
    user,
  });
  const until = new Date(hall.slack.ctx.now() + 3_600_000).toISOString().slice(0, 16);
  await delegate(hall.slack.ctx, {
    account: account(principal),
    standIn: account(standIn),
    until: until.replace('T', ' '),
    act: undefined,
  });
}

it('a stand-in who was named in chat votes for the other one by a session, as by a click', async () => {
  const hall = await aHall({ rule: two });
  await named(hall, 'U0ADA', 'U0BYSTANDER');
  const id = await hall.ask();
  const vote = await hall.vote(await hall.signedIn('emmy'), id, { vote: 'approve' });
  expect(vote.body.stages[0].approvals).toMatchObject([
    { person: { id: 'emmy' }, onBehalfOf: { id: 'ada' } },
  ]);
  const own = await hall.vote(await hall.signedIn('ada'), id, { vote: 'approve' });
  expect(own).toMatchObject({ status: 409, body: { code: 'already_voted' } });
  expect(await hall.votesOf(id)).toHaveLength(1);
});

it('nobody stands in for the owner of the bot', async () => {
  const hall = await aHall();
  await named(hall, 'U0OLGA', 'U0BYSTANDER');
  const id = await hall.ask();
  const vote = await hall.vote(await hall.signedIn('emmy'), id, { vote: 'approve' });
  expect(vote).toMatchObject({ status: 403, body: { code: 'not_eligible' } });
});
