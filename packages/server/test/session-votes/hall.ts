import type { Role } from '@countersign/core/roles';
import type { Submission } from '@countersign/core/wire/submission';
import type { ConfiguredPerson } from '../../src/chat/configured.ts';
import { slackPeople } from '../../src/chat/people.ts';
import type { SlackDirectory } from '../../src/chat/slack/directory.ts';
import type { PersonConfig } from '../../src/config/shape.ts';
import { withSessions } from '../../src/identity/people/with-sessions.ts';
import type { Browser } from '../people/browser.ts';
import { aDesk as aSignInDesk, person } from '../people/desk.ts';
import { aForger } from '../people/forger.ts';
import { useRule, type Rule } from '../platforms/rule.ts';
import { aDesk as aSlackDesk } from '../slack/desk.ts';

/** Those of the Slack desk who can sign in, and their accounts there. */
const accounts = {
  ada: ['U0ADA'],
  grace: ['U0GRACE'],
  olga: ['U0OLGA'],
  emmy: ['U0BYSTANDER'],
  guest: ['U0GUEST'],
  gone: ['U0GONE'],
  /** In Slack by her address alone. */
  lise: [],
};
export type Who = keyof typeof accounts;
const everybody = Object.keys(accounts) as Who[];

const groups = { releasers: { slack: ['S0RELEASE'] }, security: { slack: ['S0SEC'] } };

export type Ballot = {
  vote: 'approve' | 'reject';
  digest?: string;
  stage?: number;
  comment?: string;
  reviewed?: boolean;
};

type Options = {
  rule?: Rule;
  /** All of them are approvers where left out. */
  roles?: { [role in Role]?: Who[] };
  people?: (issuer: string) => PersonConfig[];
};

export function peopleOf(issuer: string): PersonConfig[] {
  return everybody.map((id) =>
    person(id, `${id[0]?.toUpperCase()}${id.slice(1)}`, {
      slack: accounts[id],
      email: `${id}@example.com`,
      logins: [{ issuer, subject: `sub-${id}` }],
    }),
  );
}

const onFailure = () => undefined;

/** People of the Slack desk as the configuration knows them, by their accounts. */
export function inSlackAs(
  people: PersonConfig[],
  {
    team,
    directory,
    joined = false,
  }: { team: string; directory: SlackDirectory; joined?: boolean },
) {
  const listed: ConfiguredPerson[] = people.map(({ id, name, email, slack }) => ({
    id,
    name,
    emails: email === undefined ? [] : [email],
    accounts: slack.map((user) => ({ platform: 'slack', team, user })),
  }));
  const install = { team, enterprise: null, orgWide: false, url: null };
  return { listed, people: slackPeople({ people: listed, install, directory, joined, onFailure }) };
}

/** The real Slack edge and the API of one service: the same people, by a click or signed in. */
export async function aHall({ rule = {}, roles = {}, people: named = peopleOf }: Options = {}) {
  const slack = await aSlackDesk({ metadataEvents: false, after: () => new Promise(() => {}) });
  const { ctx, directory, double } = slack;
  const provider = await aForger();
  const people = named(provider.issuer);
  const inSlack = inSlackAs(people, { team: double.workspace.team.id, directory });
  ctx.people = withSessions(inSlack.people, { people, listed: [inSlack.listed] });
  const route = { slack: ['C0RELEASES'] };
  await useRule(slack, { groups, route, other: { slack: ['C0OTHER'] } }, rule);
  const given = { approver: everybody, ...roles };
  const held = Object.entries(given).map(([role, ids]) => [role, { people: ids, groups: [] }]);
  const settings = { people, roles: Object.fromEntries(held) };
  const desk = await aSignInDesk(provider, settings, slack);

  async function signedIn(who: Who, claims: object = {}): Promise<Browser> {
    provider.forge({ claims: { sub: `sub-${who}`, ...claims } });
    const browser = desk.browser();
    await browser.signIn(provider, null);
    return browser;
  }

  return {
    slack,
    desk,
    provider,
    signedIn,
    vote: (browser: Browser, id: string, ballot: Ballot, headers = {}) =>
      votes(browser, id, ballot, headers),
    ask: (submission?: Submission) => slack.asked(submission),
    statusOf: slack.statusOf,
    votesOf: slack.votesOf,
    refusalsOf: slack.refusalsOf,
    leave(group: string, user: string) {
      const found = double.workspace.usergroups.get(group);
      if (found) found.users = found.users.filter((one) => one !== user);
    },
    async bodiesOf(id: string, kind: string) {
      const entries = await slack.entries(id);
      return entries.filter((entry) => entry.kind === kind).map(({ body }) => body);
    },
  };
}

export type Hall = Awaited<ReturnType<typeof aHall>>;

/** As our own page does it: with what the person has just read, where a test says nothing else. */
export async function votes(browser: Browser, id: string, ballot: Ballot, headers = {}) {
  const { body } = await browser.get(`/v1/requests/${id}`);
  const open = (body.stages ?? []).findIndex(({ state }: { state: string }) => state === 'open');
  const seen = { digest: body.digest, stage: Math.max(0, open) };
  return browser.change('POST', `/v1/requests/${id}/votes`, { ...seen, ...ballot }, headers);
}
