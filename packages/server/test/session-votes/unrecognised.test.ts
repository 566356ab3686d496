import { expect, it } from 'vitest';
import { aHall, inSlackAs, peopleOf } from './hall.ts';

const two = { stages: [{ name: 'release', quorum: 2, groups: ['releasers'] }] };

/** She changes her address in Slack, is nobody whom the configuration knows there, and votes once more. */
it('who is known in Slack by an address alone has no vote by a session', async () => {
  const hall = await aHall({ rule: two });
  const id = await hall.ask();
  const browser = await hall.signedIn('lise');
  const vote = await hall.vote(browser, id, { vote: 'approve' });
  expect(vote).toMatchObject({ status: 403, body: { code: 'voter_unrecognised' } });
  expect(vote.body.detail).toContain('under “people”');
  await hall.slack.press(id, 'U0LISE');
  expect(await hall.votesOf(id)).toMatchObject([{ person: { id: 'lise' } }]);
});

it('nor has who is not known there at all', async () => {
  const hall = await aHall({
    rule: two,
    people: (issuer) =>
      peopleOf(issuer).map((one) =>
        one.id === 'ada' ? { ...one, slack: [], email: undefined } : one,
      ),
  });
  const id = await hall.ask();
  await hall.slack.press(id, 'U0ADA');
  const vote = await hall.vote(await hall.signedIn('ada'), id, { vote: 'approve' });
  expect(vote).toMatchObject({ body: { code: 'voter_unrecognised' } });
  expect(await hall.votesOf(id)).toHaveLength(1);
  expect(await hall.statusOf(id)).toBe('pending');
});

it('who voted in Slack before their account was listed does not count once more by a session', async () => {
  const hall = await aHall({ rule: two });
  const { ctx, directory, double } = hall.slack;
  const { people } = ctx;
  const id = await hall.ask();
  ctx.people = inSlackAs([], { team: double.workspace.team.id, directory }).people;
  await hall.slack.press(id, 'U0ADA');
  expect((await hall.votesOf(id))[0]?.person.id).not.toBe('ada');
  ctx.people = people;
  const vote = await hall.vote(await hall.signedIn('ada'), id, { vote: 'approve' });
  expect(vote).toMatchObject({ status: 409, body: { code: 'already_voted' } });
  expect(await hall.statusOf(id)).toBe('pending');
});
