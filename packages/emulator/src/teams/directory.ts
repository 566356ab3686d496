import { createHash } from 'node:crypto';

/** What a tenant is made of, in the words of Entra and of Teams. */

export interface Person {
  /** In the directory of `tenantId`; a guest has one of their own there. */
  aadObjectId: string;
  tenantId: string;
  name: string;
  givenName: string;
  surname: string;
  mail: string | undefined;
  userPrincipalName: string;
  userType: 'Member' | 'Guest';
  accountEnabled: boolean;
  /** Whether they have the app in their personal scope. */
  installed: boolean;
  /** Blocked the bot in their personal chat. */
  blocked: boolean;
}

export interface Group {
  id: string;
  tenantId: string;
  displayName: string;
  /** Object ids of people, and of groups within it. */
  members: string[];
  /** Left out silently where the app may not read hidden memberships. */
  hiddenMembership: boolean;
}

interface Team {
  /** 19:…@thread.tacv2, which is also its general channel. */
  id: string;
  aadGroupId: string;
  tenantId: string;
  name: string;
  /** By default everybody of the tenant who is known when the team is added. */
  members: string[];
  installed: boolean;
  /** Resource-specific permissions that came with the app. */
  consented: string[];
}

export interface Channel {
  id: string;
  team: string;
  name: string;
  membershipType: 'standard' | 'private' | 'shared';
  /** Of a private or shared channel; a standard one has its team's. */
  members: string[];
  /** Of a private or shared channel, to which an app is added by itself. */
  installed: boolean;
  /** Moderation keeps the bot from writing. */
  blocked: boolean;
}

export type PersonSeed = Partial<Person> & Pick<Person, 'aadObjectId'>;
export type GroupSeed = Partial<Group> & Pick<Group, 'id'>;
export type TeamSeed = Partial<Team> & Pick<Team, 'id'>;
export type ChannelSeed = Partial<Channel> & Pick<Channel, 'id' | 'team'>;

export interface DirectorySeed {
  people?: readonly PersonSeed[];
  groups?: readonly GroupSeed[];
  teams?: readonly TeamSeed[];
  channels?: readonly ChannelSeed[];
}

/** Live and mutable: a test may disable an account or uninstall the app between two calls. */
export interface Directory {
  tenantId: string;
  people: Map<string, Person>;
  groups: Map<string, Group>;
  teams: Map<string, Team>;
  channels: Map<string, Channel>;
}

const threadId = /^19:[^;\s]+@thread\.(tacv2|skype)$/;

export function directoryOf(tenantId: string, seed: DirectorySeed): Directory {
  const directory: Directory = {
    tenantId,
    people: new Map(),
    groups: new Map(),
    teams: new Map(),
    channels: new Map(),
  };
  addTo(directory, seed);
  return directory;
}

/** The same id replaces what was there. Throws where an id is not as Teams writes it. */
export function addTo(directory: Directory, seed: DirectorySeed): void {
  const { tenantId, people, groups, teams, channels } = directory;
  for (const person of seed.people ?? []) {
    people.set(person.aadObjectId, personOf(person, tenantId));
  }
  for (const group of seed.groups ?? []) groups.set(group.id, groupOf(group, tenantId));
  for (const team of seed.teams ?? []) {
    checkThreadId(team.id);
    teams.set(team.id, teamOf(team, directory));
    channels.set(team.id, channelOf({ id: team.id, team: team.id, name: 'General' }));
  }
  for (const channel of seed.channels ?? []) {
    checkThreadId(channel.id);
    if (!teams.has(channel.team)) throw new Error(`There is no team ${channel.team}.`);
    channels.set(channel.id, channelOf(channel));
  }
}

/** A person's id as this bot sees it: another bot sees another one. */
export function mriOf(appId: string, aadObjectId: string): string {
  return `29:1${createHash('sha256').update(`${appId} ${aadObjectId}`).digest('base64url')}`;
}

function personOf(seed: PersonSeed, tenantId: string): Person {
  const name = seed.name ?? seed.aadObjectId;
  const [givenName = '', ...rest] = name.split(' ');
  const mail = seed.mail;
  return {
    tenantId,
    name,
    givenName,
    surname: rest.join(' '),
    mail,
    userPrincipalName: mail ?? `${givenName.toLowerCase()}@emulated.example`,
    userType: 'Member',
    accountEnabled: true,
    installed: true,
    blocked: false,
    ...seed,
  };
}

function groupOf(seed: GroupSeed, tenantId: string): Group {
  return { tenantId, displayName: seed.id, members: [], hiddenMembership: false, ...seed };
}

function teamOf(seed: TeamSeed, { tenantId, people }: Directory): Team {
  const ofTenant = [...people.values()].filter((person) => person.tenantId === tenantId);
  return {
    aadGroupId: guidFrom(seed.id),
    tenantId,
    name: seed.id,
    members: ofTenant.map(({ aadObjectId }) => aadObjectId),
    installed: true,
    consented: ['ChannelSettings.Read.Group'],
    ...seed,
  };
}

function channelOf(seed: ChannelSeed): Channel {
  return {
    name: seed.id,
    membershipType: 'standard',
    members: [],
    installed: true,
    blocked: false,
    ...seed,
  };
}

function checkThreadId(id: string): void {
  if (!threadId.test(id)) throw new Error(`${id} is no id of a team or channel: 19:…@thread.tacv2`);
}

function guidFrom(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex');
  return hex.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, '$1-$2-4$3-8$4-$5');
}

/** The people of a channel, by object id. */
export function membersOf(directory: Directory, channel: Channel): string[] {
  if (channel.membershipType !== 'standard') return channel.members;
  return directory.teams.get(channel.team)?.members ?? [];
}

/** Whether the app was added where this channel is. */
export function isInstalled(directory: Directory, channel: Channel): boolean {
  const inTeam = directory.teams.get(channel.team)?.installed ?? false;
  return inTeam && (channel.membershipType === 'standard' || channel.installed);
}
