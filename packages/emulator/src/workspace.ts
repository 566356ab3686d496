/** What a Slack workspace is made of, in the words of `users.info` and `conversations.info`. */

export interface Team {
  id: string;
  name: string;
  domain: string;
}

export interface Enterprise {
  id: string;
  name: string;
  domain: string;
  /** An org-wide install: payloads then carry no team. */
  orgInstall: boolean;
}

export interface User {
  id: string;
  /** E… for a person known only at the level of the organisation. */
  team_id: string;
  name: string;
  real_name: string;
  email: string | undefined;
  is_bot: boolean;
  is_app_user: boolean;
  is_admin: boolean;
  /** A guest of several channels. */
  is_restricted: boolean;
  /** A guest of one channel. */
  is_ultra_restricted: boolean;
  /** A person of another organisation, met through a shared channel. */
  is_stranger: boolean;
  deleted: boolean;
  is_email_confirmed: boolean;
}

export interface Usergroup {
  id: string;
  handle: string;
  name: string;
  users: string[];
  /** A disabled group, as Slack keeps it. */
  disabled: boolean;
}

export interface Channel {
  id: string;
  name: string;
  is_private: boolean;
  is_im: boolean;
  /** Whether the app's bot has been invited. */
  is_member: boolean;
  is_ext_shared: boolean;
  is_pending_ext_shared: boolean;
  is_org_shared: boolean;
  is_archived: boolean;
  connected_team_ids: string[];
  /** People in the channel, without the app's bot. */
  members: string[];
}

export type UserSeed = Partial<User> & Pick<User, 'id'>;
export type UsergroupSeed = Partial<Usergroup> & Pick<Usergroup, 'id'>;
export type ChannelSeed = Partial<Channel> & Pick<Channel, 'id'>;

export interface WorkspaceSeed {
  team?: Partial<Team>;
  enterprise?: Partial<Enterprise> & Pick<Enterprise, 'id'>;
  users?: readonly UserSeed[];
  usergroups?: readonly UsergroupSeed[];
  channels?: readonly ChannelSeed[];
}

/** Live and mutable: a test may deactivate a user or archive a channel between two calls. */
export interface Workspace {
  team: Team;
  enterprise: Enterprise | undefined;
  app: { id: string; botId: string; botUserId: string };
  users: Map<string, User>;
  usergroups: Map<string, Usergroup>;
  channels: Map<string, Channel>;
}

const app = { id: 'A0COUNTERSN', botId: 'B0COUNTERSN', botUserId: 'U0COUNTERSN' };

export function workspaceOf(seed: WorkspaceSeed): Workspace {
  const team = { id: 'T0EMULATED', name: 'Emulated', domain: 'emulated', ...seed.team };
  const enterprise = seed.enterprise && {
    name: 'Emulated Grid',
    domain: 'emulated-grid',
    orgInstall: false,
    ...seed.enterprise,
  };
  const places = { users: new Map(), usergroups: new Map(), channels: new Map() };
  const workspace: Workspace = { team, enterprise, app: { ...app }, ...places };
  const bot = { id: app.botUserId, name: 'countersign', real_name: 'Countersign', is_bot: true };
  addTo(workspace, { ...seed, users: [bot, ...(seed.users ?? [])] });
  return workspace;
}

/** The same id replaces what was there. */
export function addTo(workspace: Workspace, seed: WorkspaceSeed): void {
  const { team, users, usergroups, channels } = workspace;
  for (const user of seed.users ?? []) users.set(user.id, userOf(user, team.id));
  for (const group of seed.usergroups ?? []) usergroups.set(group.id, usergroupOf(group));
  for (const channel of seed.channels ?? []) channels.set(channel.id, channelOf(channel));
}

function userOf(seed: UserSeed, teamId: string): User {
  return {
    team_id: teamId,
    name: seed.id.toLowerCase(),
    real_name: seed.name ?? seed.id,
    email: undefined,
    is_bot: false,
    is_app_user: false,
    is_admin: false,
    is_restricted: false,
    is_ultra_restricted: false,
    is_stranger: false,
    deleted: false,
    is_email_confirmed: true,
    ...seed,
  };
}

function usergroupOf(seed: UsergroupSeed): Usergroup {
  const name = seed.name ?? seed.handle ?? seed.id;
  return { handle: name, name, users: [], disabled: false, ...seed };
}

export function channelOf(seed: ChannelSeed): Channel {
  return {
    name: seed.id.toLowerCase(),
    is_private: false,
    is_im: false,
    is_member: true,
    is_ext_shared: false,
    is_pending_ext_shared: false,
    is_org_shared: false,
    is_archived: false,
    connected_team_ids: [],
    members: [],
    ...seed,
  };
}

/** Whether this person can read the channel: members can, and full members can read any public one. */
export function canSee(user: User, channel: Channel): boolean {
  if (channel.members.includes(user.id)) return true;
  const guest = user.is_restricted || user.is_ultra_restricted || user.is_stranger;
  return !channel.is_private && !channel.is_im && !guest;
}
