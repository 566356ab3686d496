import { expect, it } from 'vitest';
import { joinPeople } from '../../src/chat/both-people.ts';
import { withSessions } from '../../src/identity/people/with-sessions.ts';
import { aDesk as aSignInDesk, person } from '../people/desk.ts';
import { aForger } from '../people/forger.ts';
import {
  aDesk as aSlackDesk,
  CHANNEL as SLACK_CHANNEL,
  textOf as slackText,
} from '../slack/desk.ts';
import {
  ADA,
  aTeamsDesk,
  buttonsOf,
  CHANNEL,
  GRACE,
  RELEASERS,
  TENANT,
  textOf,
} from '../teams/desk.ts';
import { inSlackAs, votes } from './hall.ts';

const policy = (quorum: number) => `
version: 1
groups:
  releasers: { slack: [S0RELEASE], entra: [${RELEASERS}] }
rules:
  - name: deploys
    match: { action: deploy }
    route: { slack: [${SLACK_CHANNEL}], teams: ['${CHANNEL}'] }
    stages: [{ name: release, quorum: ${quorum}, groups: [releasers] }]
    expires: 1h
`;

const entra = (user: string) => [{ tenant: TENANT, user }];

/** A request that is shown in Slack and in Teams, to people who can sign in as well. */
async function three(quorum: number) {
  const slack = await aSlackDesk({ metadataEvents: false });
  const provider = await aForger();
  const login = (subject: string) => [{ issuer: provider.issuer, subject }];
  const people = [
    person('ada', 'Ada', { slack: ['U0ADA'], teams: entra(ADA), logins: login('ada') }),
    person('grace', 'Grace', { slack: ['U0GRACE'], teams: entra(GRACE), logins: login('grace') }),
    person('lise', 'Lise', { slack: ['U0LISE'], logins: login('lise') }),
  ];
  const { directory, double } = slack;
  const team = double.workspace.team.id;
  const inSlack = inSlackAs(people, { team, directory, joined: true });
  const teams = await aTeamsDesk({ world: slack, policy: policy(quorum), people });
  const chats = joinPeople({ slack: inSlack.people, teams: teams.side.people });
  const listed = [inSlack.listed, teams.side.listed];
  slack.ctx.people = withSessions(chats, { people, listed });
  const ids = people.map(({ id }) => id);
  const roles = { approver: { people: ids, groups: [] } };
  const desk = await aSignInDesk(provider, { people, roles }, slack);
  const id = await teams.asked();
  const [inS = '', inT = ''] = ((await slack.store.requests.get(id))?.cards ?? []).map(
    ({ message }) => message ?? '',
  );
  return {
    slack,
    teams,
    id,
    inSlack: () => double.messages(SLACK_CHANNEL).find(({ ts }) => ts === inS),
    inTeams: () => teams.double.shown('nobody', CHANNEL, inT),
    pressInSlack: (user: string) =>
      double.click({ user, channel: SLACK_CHANNEL, ts: inS, actionId: 'approve', force: true }),
    pressInTeams: (user: string) =>
      teams.double.click({
        person: user,
        conversation: CHANNEL,
        message: inT,
        verb: 'approve',
        force: true,
      }),
    async sessionOf(who: string) {
      provider.forge({ claims: { sub: who } });
      const browser = desk.browser();
      await browser.signIn(provider, null);
      return { approve: () => votes(browser, id, { vote: 'approve' }) };
    },
  };
}

it('one human counts once over Slack, Teams and a session', async () => {
  const hall = await three(2);
  await hall.pressInSlack('U0ADA');
  await hall.pressInTeams(ADA);
  const ada = await hall.sessionOf('ada');
  expect(await ada.approve()).toMatchObject({ status: 409, body: { code: 'already_voted' } });
  expect(await hall.teams.votesOf(hall.id)).toHaveLength(1);
  const grace = await hall.sessionOf('grace');
  expect((await grace.approve()).body).toMatchObject({ status: 'approved' });
});

it('a vote by a session settles the cards of both', async () => {
  const hall = await three(1);
  expect((await (await hall.sessionOf('ada')).approve()).status).toBe(200);
  await hall.slack.deliverAll();
  expect(slackText(hall.inSlack()?.blocks)).toContain('Approved by Ada');
  expect(textOf(hall.inTeams())).toContain('Approved by Ada');
  expect(buttonsOf(hall.inTeams())).toEqual([]);
});

it('who is listed in one of them alone could vote in the other once more, and has no vote', async () => {
  const hall = await three(2);
  expect(await (await hall.sessionOf('lise')).approve()).toMatchObject({
    status: 403,
    body: { code: 'voter_unrecognised' },
  });
});
