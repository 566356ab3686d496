import { slackId } from './ids.ts';
import type { Slack } from './slack.ts';
import { SlackError } from './slack-error.ts';
import { type Channel, channelOf, type User } from './workspace.ts';

/** A channel the bot knows of: a private one without the bot is as good as absent. */
export function knownChannel(slack: Slack, id: string | undefined): Channel {
  const channel = slack.workspace.channels.get(id ?? '');
  if (channel === undefined || (channel.is_private && !channel.is_member)) {
    throw new SlackError('channel_not_found');
  }
  return channel;
}

/** A channel the bot may write to; a person's id means the direct message with them. */
export function writableChannel(
  slack: Slack,
  id: string | undefined,
  scopes: readonly string[],
): Channel {
  const person = slack.workspace.users.get(id ?? '');
  const channel = person === undefined ? knownChannel(slack, id) : directMessage(slack, person);
  if (channel.is_archived) throw new SlackError('is_archived');
  if (!channel.is_member && !scopes.includes('chat:write.public')) {
    throw new SlackError('not_in_channel');
  }
  return channel;
}

export function knownUser(slack: Slack, id: string | undefined): User {
  const user = slack.workspace.users.get(id ?? '');
  if (user === undefined) throw new SlackError('user_not_found');
  return user;
}

/** The app's direct message with a person, opened on first use. */
export function directMessage(slack: Slack, user: User): Channel {
  if (user.deleted) throw new SlackError('user_disabled');
  if (user.is_bot) throw new SlackError('cannot_dm_bot');
  const { channels } = slack.workspace;
  const open = [...channels.values()].find((c) => c.is_im && c.members.includes(user.id));
  if (open !== undefined) return open;
  const seed = { id: slackId('D'), name: 'directmessage', is_private: true, is_im: true };
  const channel = channelOf({ ...seed, members: [user.id] });
  channels.set(channel.id, channel);
  return channel;
}
