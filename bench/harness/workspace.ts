import type { DirectorySeed, SlackDoubleOptions } from '@countersign/emulator';
import type { ChatName } from './chat.ts';

/**
 * Cards of one channel are posted one after another, and Teams takes so many a minute: the flows are
 * spread over many.
 */
const LANES = 256;
const lanes = Array.from({ length: LANES }, (_, at) => at);

/** The channel of a lane, by its id on each platform. */
const channelOf = (lane: number) => ({
  slack: `C0LANE${lane}`,
  teams: `19:lane${lane}@thread.tacv2`,
});

/** More people than one, since what a platform says of a person is remembered for seconds. */
const approvers = Array.from({ length: 20 }, (_, at) => ({
  name: `Person ${at}`,
  slack: `U0PERSON${at}`,
  teams: guid(at),
}));

/** These click when nobody else can: of them nothing is remembered. */
const rested = approvers.slice(16);
let clicking = approvers.slice(0, 16);
let turn = 0;

/** Whose turn it is. */
export function approver(): { slack: string; teams: string } {
  const found = clicking[(turn += 1) % clicking.length];
  if (found === undefined) throw new Error('There are no approvers.');
  return found;
}

/** From now on people click who have not clicked before. */
export function changeShift(): void {
  clicking = rested;
}

export const TENANT = guid(1_000);
const GROUP = { slack: 'S0APPROVERS', teams: guid(2_000) };
const TEAM = '19:bench@thread.tacv2';

export const slackWorkspace: NonNullable<SlackDoubleOptions['workspace']> = {
  team: { id: 'T0BENCH', name: 'Bench', domain: 'bench' },
  users: approvers.map(({ name, slack }) => ({
    id: slack,
    name: slack.toLowerCase(),
    real_name: name,
    email: `${slack.toLowerCase()}@example.com`,
    is_email_confirmed: true,
  })),
  usergroups: [
    {
      id: GROUP.slack,
      handle: 'approvers',
      name: 'Approvers',
      users: approvers.map(({ slack }) => slack),
    },
  ],
  channels: lanes.map((lane) => ({
    id: channelOf(lane).slack,
    name: `lane-${lane}`,
    is_member: true,
    members: approvers.map(({ slack }) => slack),
  })),
};

export const teamsDirectory: DirectorySeed = {
  people: approvers.map(({ name, slack, teams }) => ({
    aadObjectId: teams,
    name,
    mail: `${slack.toLowerCase()}@example.com`,
  })),
  groups: [
    { id: GROUP.teams, displayName: 'Approvers', members: approvers.map(({ teams }) => teams) },
  ],
  teams: [{ id: TEAM, name: 'Bench' }],
  channels: lanes.map((lane) => ({ id: channelOf(lane).teams, team: TEAM, name: `Lane ${lane}` })),
};

/** People of the service's configuration; Olga stands behind the bot. */
export function peopleOn(chat: ChatName): object[] {
  const account = (id: string) =>
    chat === 'slack' ? { slack: [id] } : { teams: [{ tenant: TENANT, user: id }] };
  return [
    { id: 'olga', name: 'Olga', ...account(chat === 'slack' ? 'U0OLGA' : guid(3_000)) },
    ...approvers.map((person) => ({
      id: person.slack.toLowerCase(),
      name: person.name,
      ...account(person[chat]),
    })),
  ];
}

/** One rule a channel; every request wants one approval of a group that the platform keeps. */
export function policyOn(chat: ChatName): object {
  const group = chat === 'slack' ? { slack: [GROUP.slack] } : { entra: [GROUP.teams] };
  return {
    version: 1,
    groups: { approvers: group },
    rules: lanes.map((lane) => ({
      name: `lane ${lane}`,
      match: { resource: `lane-${lane}/*` },
      route: { [chat]: [channelOf(lane)[chat]] },
      stages: [{ name: 'release', quorum: 1, groups: ['approvers'] }],
      expires: '1h',
    })),
  };
}

let asked = 0;

/** A resource of its own, whose card somebody approves as soon as they see it. */
export function resource(lane: number): string {
  return `lane-${lane % LANES}/${(asked += 1)}`;
}

/** A resource of its own, whose card stands until somebody is told to click; in each lane by turns. */
export function openResource(): string {
  return `lane-${(asked += 1) % LANES}/open-${asked}`;
}

/** What a card asks for, by what it says. */
export function resourceOn(card: string): string {
  const found = /lane-\d+\/(?:open-)?\d+/.exec(card)?.[0];
  if (found === undefined) throw new Error(`A card names no resource: ${card}`);
  return found;
}

export function isLeftOpen(asking: string): boolean {
  return asking.includes('/open-');
}

function guid(n: number): string {
  return `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
}
