import type { Block } from '../interactive.ts';
import { isObject, type JsonObject, text } from '../json.ts';
import { knownChannel } from '../reach.ts';
import type { Slack } from '../slack.ts';
import { SlackError } from '../slack-error.ts';
import type { StoredFile } from '../files.ts';
import { jsonArg, requiredArg, stringArg } from './args.ts';
import { tier4 } from '../pace.ts';
import { method, type Methods, type Request } from './method.ts';

export const files: Methods = {
  'files.getUploadURLExternal': method(tier4, ['files:write'], getUploadUrl),
  'files.completeUploadExternal': method(tier4, ['files:write'], completeUpload),
};

const snippetBytes = 1024 * 1024;

/** Source: https://docs.slack.dev/reference/methods/files.getUploadURLExternal */
function getUploadUrl(slack: Slack, { args }: Request): JsonObject {
  const length = Number(requiredArg(args, 'length'));
  if (length === 0) throw new SlackError('missing_argument');
  if (!Number.isInteger(length) || length < 0) throw new SlackError('invalid_arguments');
  const name = requiredArg(args, 'filename');
  const snippet = stringArg(args, 'snippet_type');
  if (snippet !== undefined && length > snippetBytes) throw new SlackError('snippet_too_large');
  const [id, ticket] = slack.files.announce(name, length, snippet);
  return { upload_url: `${slack.url}/upload/v1/${ticket}`, file_id: id };
}

function completeUpload(slack: Slack, { args }: Request): JsonObject {
  const given = jsonArg(args, 'files', 'invalid_arguments');
  if (!Array.isArray(given) || given.length === 0) throw new SlackError('invalid_arguments');
  const channel = stringArg(args, 'channel_id');
  const thread_ts = stringArg(args, 'thread_ts');
  const uploaded = given.filter(isObject).map((entry) => {
    const file = slack.files.find(text(entry['id']) ?? '');
    if (file?.content === undefined) throw new SlackError('file_not_found');
    return { file, title: text(entry['title']) ?? file.name };
  });
  if (channel !== undefined) refuseUnreachable(slack, channel);
  for (const { file, title } of uploaded) slack.files.share(file, title, channel, thread_ts);
  const answers = uploaded.map(({ file }) => asAnswer(file));
  if (channel !== undefined) {
    const comment = stringArg(args, 'initial_comment') ?? '';
    post(slack, channel, thread_ts, comment, answers);
  }
  return { files: answers };
}

function refuseUnreachable(slack: Slack, id: string): void {
  const channel = knownChannel(slack, id);
  if (channel.is_archived) throw new SlackError('is_archived');
  if (!channel.is_member) throw new SlackError('not_in_channel');
}

function post(
  slack: Slack,
  channel: string,
  thread_ts: string | undefined,
  comment: string,
  shared: JsonObject[],
): void {
  const { app } = slack.workspace;
  const blocks: Block[] = [];
  slack.messages.post({
    channel,
    ts: slack.nextTs(),
    ...(thread_ts === undefined ? {} : { thread_ts }),
    user: app.botUserId,
    bot_id: app.botId,
    app_id: app.id,
    via: 'file',
    text: comment,
    blocks,
    files: shared,
  });
}

function asAnswer(file: StoredFile): JsonObject {
  return { id: file.id, name: file.name, title: file.title, size: file.content?.length ?? 0 };
}
