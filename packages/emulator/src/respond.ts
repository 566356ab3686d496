import { flagArg, stringArg } from './api/args.ts';
import { type Content, readContent } from './content.ts';
import type { JsonObject } from './json.ts';
import type { Ephemeral, Message } from './messages.ts';
import type { ResponseTarget } from './response-urls.ts';
import type { Slack } from './slack.ts';

/** `POST <response_url>`: replaces what was acted upon unless told otherwise. */
export function respondByUrl(slack: Slack, target: ResponseTarget, args: JsonObject): void {
  const original = originalOf(slack, target);
  if (flagArg(args, 'delete_original') === true && original !== undefined) {
    slack.messages.delete(original);
    return;
  }
  const content = readContent(args);
  const replace = flagArg(args, 'replace_original') ?? target.via === 'response_url';
  if (replace && original !== undefined) return rewrite(slack, original, content);
  respond(slack, target, args, content);
}

/** To the person alone by default, to the channel with `response_type: in_channel`. */
export function respond(
  slack: Slack,
  { channel, user, via }: ResponseTarget,
  args: JsonObject,
  content: Content,
): void {
  const { app } = slack.workspace;
  const thread_ts = stringArg(args, 'thread_ts');
  const placed = {
    channel,
    ts: slack.nextTs(),
    ...(thread_ts === undefined ? {} : { thread_ts }),
    text: content.text ?? '',
    blocks: content.blocks ?? [],
    via,
  };
  if (args['response_type'] === 'in_channel') {
    slack.messages.post({ ...placed, user: app.botUserId, bot_id: app.botId, app_id: app.id });
  } else {
    slack.messages.whisper({ ...placed, user });
  }
}

function originalOf(slack: Slack, target: ResponseTarget): Message | Ephemeral | undefined {
  if (target.ts === undefined) return undefined;
  return (
    slack.messages.find(target.channel, target.ts) ??
    slack.messages.findEphemeral(target.channel, target.ts)
  );
}

function rewrite(slack: Slack, original: Message | Ephemeral, { text, blocks }: Content): void {
  const revision = { text: text ?? '', blocks: blocks ?? [] };
  if ('revisions' in original) {
    const { botUserId } = slack.workspace.app;
    slack.messages.edit(original, revision, { user: botUserId, ts: slack.nextTs() });
  } else {
    slack.messages.rewrite(original, revision);
  }
}
