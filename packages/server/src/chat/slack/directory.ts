import { z } from 'zod';
import { createCache } from '../cache.ts';
import type { SlackClient } from './web-api.ts';

/** Who is who in Slack. Everything here throws where Slack does not say: no fact, no approval. */
export type SlackDirectory = {
  user(id: string): Promise<SlackUser>;
  /** As {@link SlackDirectory.user}, minutes old: to be shown, never to decide. */
  acquaintance(id: string): Promise<SlackUser>;
  /** The user ids in a user group, a minute old. */
  group(id: string): Promise<ReadonlySet<string>>;
  /** The same, 5 s old: twelve calls a minute, where Slack takes twenty (tier 2). */
  groupNow(id: string): Promise<ReadonlySet<string>>;
  channel(id: string): Promise<SlackChannel>;
  /** Slack told us that these have changed. */
  forget: { user(id: string): void; group(id: string): void; channel(id: string): void };
};

export type SlackUser = z.infer<typeof userInfo>;
export type SlackChannel = z.infer<typeof channelInfo>;

const flag = z.boolean().nullish().transform(Boolean);

/** People choose their names; a line break in one would begin a line of ours. */
function oneLine(name: string): string {
  return name.replaceAll(/\s+/gu, ' ').trim();
}

/** https://docs.slack.dev/reference/objects/user-object */
const userInfo = z
  .object({
    id: z.string(),
    team_id: z.string(),
    name: z.string().default(''),
    real_name: z.string().nullish(),
    deleted: flag,
    is_bot: flag,
    is_workflow_bot: flag,
    is_restricted: flag,
    is_ultra_restricted: flag,
    is_stranger: flag,
    is_email_confirmed: flag,
    enterprise_user: z.object({ enterprise_id: z.string().nullish() }).nullish(),
    profile: z
      .object({
        email: z.string().nullish(),
        real_name: z.string().nullish(),
        display_name: z.string().nullish(),
      })
      .nullish(),
  })
  .transform((user) => ({
    id: user.id,
    team: user.team_id,
    enterprise: user.enterprise_user?.enterprise_id ?? null,
    name:
      oneLine(
        user.profile?.real_name || user.real_name || user.profile?.display_name || user.name,
      ) || user.id,
    email: (user.is_email_confirmed && user.profile?.email) || null,
    deleted: user.deleted,
    // Slackbot is none of the bots that `is_bot` counts.
    bot: user.is_bot || user.is_workflow_bot || user.id === 'USLACKBOT',
    guest: user.is_restricted || user.is_ultra_restricted,
    stranger: user.is_stranger,
  }));

/** https://docs.slack.dev/reference/objects/conversation-object */
const channelInfo = z
  .object({
    id: z.string(),
    is_ext_shared: flag,
    is_pending_ext_shared: flag,
    is_archived: flag,
    is_private: flag,
    is_member: z.boolean().nullish(),
  })
  .transform((channel) => ({
    id: channel.id,
    sharedExternally: channel.is_ext_shared || channel.is_pending_ext_shared,
    archived: channel.is_archived,
    isPrivate: channel.is_private,
    // Of a private channel Slack tells members alone.
    withoutUs: channel.is_member === false,
  }));

const memberList = z.array(z.string());

export type DirectoryOptions = {
  client: SlackClient;
  /** Names the workspace of user groups to an org-wide token. */
  team: string | null;
  now: () => number;
};

export function slackDirectory({ client, team, now }: DirectoryOptions): SlackDirectory {
  const loadUser = async (user: string) => {
    const answer = userInfo.parse((await client.call('users.info', { user }))['user']);
    if (answer.id !== user) throw new Error(`Slack answered for ${answer.id}, not for ${user}.`);
    return answer;
  };
  const loadGroup = async (usergroup: string) => {
    const answer = await client.call('usergroups.users.list', {
      usergroup,
      ...(team === null ? {} : { team_id: team }),
    });
    return new Set(memberList.parse(answer['users']));
  };
  const loadChannel = async (channel: string) =>
    channelInfo.parse((await client.call('conversations.info', { channel }))['channel']);

  const users = createCache(loadUser, 5_000, now);
  const acquaintances = createCache(loadUser, 10 * 60_000, now);
  const groupsNow = createCache(loadGroup, 5_000, now);
  const groups = createCache(groupsNow.get, 60_000, now);
  const channels = createCache(loadChannel, 60_000, now);
  return {
    user: users.get,
    acquaintance: acquaintances.get,
    group: groups.get,
    groupNow: groupsNow.get,
    async channel(id) {
      const found = await channels.get(id);
      // Whoever adds the app does not wait until that is forgotten.
      if (found.withoutUs) channels.forget(id);
      return found;
    },
    forget: {
      user(id) {
        users.forget(id);
        acquaintances.forget(id);
      },
      group(id) {
        groups.forget(id);
        groupsNow.forget(id);
      },
      channel: channels.forget,
    },
  };
}
