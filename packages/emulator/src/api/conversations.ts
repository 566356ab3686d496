import type { JsonObject } from '../json.ts';
import { directMessage, knownChannel, knownUser } from '../reach.ts';
import type { Slack } from '../slack.ts';
import { SlackError } from '../slack-error.ts';
import { requireScope } from '../tokens.ts';
import type { Channel } from '../workspace.ts';
import { flagArg, page, requiredArg, stringArg } from './args.ts';
import { asAnswer as messageAsAnswer } from './chat.ts';
import { type Tier, tier2, tier3, tier4 } from '../pace.ts';
import { method, type Methods, type Request } from './method.ts';

const read = ['channels:read', 'groups:read', 'im:read', 'mpim:read'];
const history = ['channels:history', 'groups:history', 'im:history', 'mpim:history'];

/** For apps outside the Marketplace, since 2025-05. */
const oneAMinute: Tier = { perMinute: 1, burst: 1 };

export const conversations: Methods = {
  'conversations.info': method(tier3, read, (slack, request) => {
    const channel = readableChannel(slack, request);
    const count = flagArg(request.args, 'include_num_members') === true;
    const num_members = channel.members.length + (channel.is_member ? 1 : 0);
    return { channel: { ...asAnswer(slack, channel), ...(count ? { num_members } : {}) } };
  }),
  'conversations.members': method(tier4, read, (slack, request) => {
    const channel = readableChannel(slack, request);
    const bot = channel.is_member ? [slack.workspace.app.botUserId] : [];
    const { items, next } = page([...bot, ...channel.members], request.args);
    return { members: items, response_metadata: { next_cursor: next } };
  }),
  'conversations.list': method(tier2, read, (slack, { args, token }) => {
    const types = (stringArg(args, 'types') ?? 'public_channel').split(',');
    const listed = [...slack.workspace.channels.values()].filter(
      (channel) =>
        types.includes(typeOf(channel)) &&
        (!channel.is_private || channel.is_member) &&
        (token?.scopes.includes(readScope(channel)) ?? false) &&
        !(channel.is_archived && flagArg(args, 'exclude_archived')),
    );
    const { items, next } = page(listed, args);
    const channels = items.map((channel) => asAnswer(slack, channel));
    return { channels, response_metadata: { next_cursor: next } };
  }),
  'conversations.open': method(tier3, ['im:write', 'mpim:write'], (slack, { args }) => {
    const users = stringArg(args, 'users')?.split(',');
    if (users === undefined) throw new SlackError('users_list_not_supplied');
    // Group direct messages are not emulated.
    if (users.length !== 1) throw new SlackError('method_not_supported_for_channel_type');
    const channel = directMessage(slack, knownUser(slack, users[0]));
    const full = flagArg(args, 'return_im') === true;
    return { channel: full ? asAnswer(slack, channel) : { id: channel.id } };
  }),
  'conversations.join': method(tier3, ['channels:join'], (slack, { args }) => {
    const channel = knownChannel(slack, requiredArg(args, 'channel'));
    if (channel.is_private) throw new SlackError('method_not_supported_for_channel_type');
    if (channel.is_archived) throw new SlackError('is_archived');
    channel.is_member = true;
    slack.changes.notify({ kind: 'workspace' });
    return { channel: asAnswer(slack, channel) };
  }),
  'conversations.history': method(oneAMinute, history, (slack, { args }) => {
    const channel = knownChannel(slack, requiredArg(args, 'channel'));
    if (!channel.is_member) throw new SlackError('not_in_channel');
    const shown = slack.messages.inChannel(channel.id).filter((message) => !message.deleted);
    const latest = shown.slice(-15).toReversed();
    return { messages: latest.map((m) => messageAsAnswer(slack, m)), has_more: shown.length > 15 };
  }),
};

function readableChannel(slack: Slack, { args, token }: Request): Channel {
  const channel = knownChannel(slack, requiredArg(args, 'channel'));
  if (token !== undefined) requireScope(token, [readScope(channel)]);
  return channel;
}

function readScope(channel: Channel): string {
  if (channel.is_im) return 'im:read';
  return channel.is_private ? 'groups:read' : 'channels:read';
}

function typeOf(channel: Channel): string {
  if (channel.is_im) return 'im';
  return channel.is_private ? 'private_channel' : 'public_channel';
}

function asAnswer(slack: Slack, channel: Channel): JsonObject {
  const { members, connected_team_ids, is_im, ...open } = channel;
  const team = slack.workspace.team.id;
  if (is_im) return { id: channel.id, is_im, user: members[0], is_archived: channel.is_archived };
  return {
    ...open,
    is_channel: !channel.is_private,
    is_group: channel.is_private,
    is_im,
    is_mpim: false,
    is_shared: channel.is_ext_shared || channel.is_org_shared,
    context_team_id: team,
    ...(connected_team_ids.length > 0 ? { connected_team_ids: [...connected_team_ids] } : {}),
  };
}
