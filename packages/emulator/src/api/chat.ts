import { readContent } from '../content.ts';
import type { JsonObject } from '../json.ts';
import type { Message } from '../messages.ts';
import { knownChannel, writableChannel } from '../reach.ts';
import type { Slack } from '../slack.ts';
import { tellMetadata } from '../people/metadata-event.ts';
import { SlackError } from '../slack-error.ts';
import { flagArg, requiredArg, stringArg } from './args.ts';
import { metadataArg, metadataWarning } from './metadata.ts';
import { special, tier3, tier4 } from '../pace.ts';
import { method, type Methods, type Request } from './method.ts';

export const chat: Methods = {
  'chat.postMessage': method(special, ['chat:write'], postMessage),
  'chat.update': method(tier3, ['chat:write'], update),
  'chat.delete': method(tier3, ['chat:write'], remove),
  'chat.postEphemeral': method(tier4, ['chat:write'], postEphemeral),
  'chat.getPermalink': method(special, [], getPermalink),
};

function postMessage(slack: Slack, { args, token }: Request): JsonObject {
  const channel = writableChannel(slack, requiredArg(args, 'channel'), token?.scopes ?? []);
  const content = readContent(args);
  const { app } = slack.workspace;
  const message = slack.messages.post({
    channel: channel.id,
    ts: slack.nextTs(),
    user: app.botUserId,
    bot_id: app.botId,
    app_id: app.id,
    via: 'api',
    text: content.text ?? '',
    blocks: content.blocks ?? [],
    ...defined({
      attachments: content.attachments,
      thread_ts: threadOf(slack, channel.id, args),
      metadata: metadataArg(args) ?? undefined,
      reply_broadcast: flagArg(args, 'reply_broadcast'),
      unfurl_links: flagArg(args, 'unfurl_links'),
      unfurl_media: flagArg(args, 'unfurl_media'),
    }),
  });
  tellMetadata(slack, token?.scopes ?? [], message);
  const answer = { channel: channel.id, ts: message.ts, message: asAnswer(slack, message) };
  return { ...answer, ...metadataWarning(args) };
}

/** Text without blocks removes the blocks; blocks without text leave the text; metadata stays. */
function update(slack: Slack, { args, token }: Request): JsonObject {
  const message = ownMessage(slack, args, 'cant_update_message');
  const { text, blocks } = readContent(args);
  const metadata = metadataArg(args);
  const { botUserId } = slack.workspace.app;
  slack.messages.edit(
    message,
    { text: text ?? message.text, blocks: blocks ?? [] },
    { user: botUserId, ts: slack.nextTs() },
  );
  if (metadata !== undefined) {
    const previous = message.metadata;
    if (metadata === null) delete message.metadata;
    else message.metadata = metadata;
    tellMetadata(slack, token?.scopes ?? [], message, previous);
  }
  const { channel, ts } = message;
  const answer = { channel, ts, text: message.text, message: asAnswer(slack, message) };
  return { ...answer, ...metadataWarning(args) };
}

function remove(slack: Slack, { args, token }: Request): JsonObject {
  const message = ownMessage(slack, args, 'cant_delete_message');
  slack.messages.delete(message);
  tellMetadata(slack, token?.scopes ?? [], message, message.metadata);
  return { channel: message.channel, ts: message.ts };
}

function postEphemeral(slack: Slack, { args, token }: Request): JsonObject {
  const channel = writableChannel(slack, requiredArg(args, 'channel'), token?.scopes ?? []);
  const user = requiredArg(args, 'user');
  if (!channel.members.includes(user)) throw new SlackError('user_not_in_channel');
  const content = readContent(args);
  const ephemeral = slack.messages.whisper({
    channel: channel.id,
    user,
    ts: slack.nextTs(),
    ...defined({ thread_ts: threadOf(slack, channel.id, args) }),
    text: content.text ?? '',
    blocks: content.blocks ?? [],
    via: 'api',
  });
  return { message_ts: ephemeral.ts };
}

function getPermalink(slack: Slack, { args }: Request): JsonObject {
  const channel = knownChannel(slack, requiredArg(args, 'channel'));
  const message = slack.messages.find(channel.id, requiredArg(args, 'message_ts'));
  if (message === undefined) throw new SlackError('message_not_found');
  const place = `${slack.url}/archives/${channel.id}/p${message.ts.replace('.', '')}`;
  const thread = message.thread_ts && `?thread_ts=${message.thread_ts}&cid=${channel.id}`;
  return { channel: channel.id, permalink: place + (thread ?? '') };
}

/** The message as the API and interaction payloads spell it, not copied; the first of a thread says so. */
export function asAnswer(slack: Slack, message: Message): JsonObject {
  const { channel: _c, via: _v, revisions: _r, deleted: _d, hidden: _h, ...shown } = message;
  const { reply_count, ...rest } = shown;
  const thread = reply_count > 0 ? { thread_ts: message.ts, reply_count } : {};
  return { ...rest, ...thread, team: slack.workspace.team.id };
}

function ownMessage(slack: Slack, args: JsonObject, refusal: string): Message {
  const channel = knownChannel(slack, requiredArg(args, 'channel'));
  const message = slack.messages.find(channel.id, requiredArg(args, 'ts'));
  if (message === undefined) throw new SlackError('message_not_found');
  const mine = message.bot_id === slack.workspace.app.botId && message.via !== 'webhook';
  if (!mine) throw new SlackError(refusal);
  if (channel.is_archived) throw new SlackError('is_inactive');
  return message;
}

/** A reply to a reply joins the thread of the parent. */
function threadOf(slack: Slack, channel: string, args: JsonObject): string | undefined {
  const ts = stringArg(args, 'thread_ts');
  if (ts === undefined) return undefined;
  if (!/^\d+\.\d{6}$/.test(ts)) {
    const messages = [`[ERROR] ${ts} is not a valid thread_ts`];
    throw new SlackError('invalid_thread_ts', { response_metadata: { messages } });
  }
  return slack.messages.find(channel, ts)?.thread_ts ?? ts;
}

function defined<T extends object>(fields: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}
