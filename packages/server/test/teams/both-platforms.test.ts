import { expect, it } from 'vitest';
import { joinPeople } from '../../src/chat/both-people.ts';
import { aDesk, CHANNEL as SLACK_CHANNEL, textOf as slackText } from '../slack/desk.ts';
import { ADA, aTeamsDesk, buttonsOf, CHANNEL, GRACE, LISE, textOf } from './desk.ts';

const policy = (quorum: number) => `
version: 1
groups:
  releasers:
    slack: [S0RELEASE]
    entra: [da849743-4259-475f-ae7a-4f4b0fb49943]
rules:
  - name: deploys
    match: { action: deploy }
    route: { slack: [${SLACK_CHANNEL}], teams: ['${CHANNEL}'] }
    stages: [{ name: release, quorum: ${quorum}, groups: [releasers] }]
    expires: 1h
`;

/** A request that is shown in Slack and in Teams. */
async function both(quorum = 1) {
  const slack = await aDesk();
  const ofSlack = slack.ctx.people;
  const teams = await aTeamsDesk({ world: slack, policy: policy(quorum) });
  slack.ctx.people = joinPeople({ slack: ofSlack, teams: teams.side.people });
  const id = await teams.asked();
  const cards = (await teams.store.requests.get(id))?.cards ?? [];
  const [inSlack, inTeams] = cards.map(({ message }) => message ?? '');
  if (!inSlack || !inTeams) throw new Error('The request is not shown in both.');
  return {
    slack,
    teams,
    id,
    inSlack: () => slack.double.messages(SLACK_CHANNEL).find(({ ts }) => ts === inSlack),
    inTeams: () => teams.double.shown('nobody', CHANNEL, inTeams),
    /** Their client asks for the card as it is for them. */
    seenBy: async (person: string) => {
      const at = { person, conversation: CHANNEL, message: inTeams };
      await teams.double.refresh({ ...at, manual: true });
      return teams.double.shown(person, CHANNEL, inTeams);
    },
    pressInSlack: (user: string) =>
      slack.double.click({
        user,
        channel: SLACK_CHANNEL,
        ts: inSlack,
        actionId: 'approve',
        force: true,
      }),
    pressInTeams: (person: string) =>
      teams.double.click({
        person,
        conversation: CHANNEL,
        message: inTeams,
        verb: 'approve',
        force: true,
      }),
  };
}

it('a decision in Teams settles the card in Slack', async () => {
  const { slack, inSlack, pressInTeams } = await both();
  await pressInTeams(ADA);
  await slack.deliverAll();
  expect(slackText(inSlack()?.blocks)).toContain('Approved by Ada Lovelace');
  expect(inSlack()?.blocks.map(({ type }) => type)).not.toContain('actions');
});

it('a decision in Slack settles the card in Teams', async () => {
  const { slack, inTeams, pressInSlack } = await both();
  await pressInSlack('U0GRACE');
  await slack.deliverAll();
  expect(textOf(inTeams())).toContain('Approved by Grace Hopper');
  expect(buttonsOf(inTeams())).toEqual([]);
});

it('votes from both count together', async () => {
  const { teams, id, inTeams, slack, pressInSlack, pressInTeams } = await both(2);
  await pressInSlack('U0ADA');
  await slack.deliverAll();
  expect(textOf(inTeams())).toContain('1 of 2 approvals (Ada Lovelace)');
  await pressInTeams(GRACE);
  expect(await teams.statusOf(id)).toBe('approved');
});

it('who voted in Slack reads in Teams that they did', async () => {
  const { slack, seenBy, pressInSlack } = await both(2);
  await pressInSlack('U0LISE');
  await slack.deliverAll();
  const seen = await seenBy(LISE);
  expect(textOf(seen)).toContain('You approved this');
  expect(buttonsOf(seen)).not.toContain('Approve');
  expect(textOf(await seenBy(GRACE))).not.toContain('You approved this');
});

it('one human in both counts once', async () => {
  const { teams, id, pressInSlack, pressInTeams } = await both(2);
  await pressInSlack('U0LISE');
  await pressInTeams(LISE);
  expect(await teams.votesOf(id)).toHaveLength(1);
  expect(await teams.refusalsOf(id)).toEqual(['already_voted']);
});

it('both clicks at once are one decision, and both cards say the same', async () => {
  const { slack, teams, id, inSlack, inTeams, pressInSlack, pressInTeams } = await both();
  await Promise.all([pressInSlack('U0GRACE'), pressInTeams(ADA)]);
  expect(await teams.votesOf(id)).toHaveLength(1);
  await slack.deliverAll();
  const who = (await teams.votesOf(id))[0]?.person.name ?? '';
  expect(slackText(inSlack()?.blocks)).toContain(`Approved by ${who}`);
  expect(textOf(inTeams())).toContain(`Approved by ${who}`);
});
