import { copy } from '../json.ts';
import type { Message, MessageMetadata } from '../messages.ts';
import type { Slack } from '../slack.ts';
import { event, type SlackEvent } from './event.ts';

/**
 * Tells the app that a message's metadata came, changed or went, as Slack does by itself, whether or
 * not the answer to the call arrives. Nothing waits for it: it may reach the app before that answer.
 * Source: https://docs.slack.dev/reference/events/message_metadata_posted
 */
export function tellMetadata(
  slack: Slack,
  scopes: readonly string[],
  message: Message,
  previous?: MessageMetadata,
): void {
  const listening = slack.socketMode || slack.requestUrls.events !== undefined;
  if (!slack.metadataEvents || !listening || !scopes.includes('metadata.message:read')) return;
  const inner = metadataEvent(slack, message, previous);
  if (inner !== undefined) void event(slack, inner);
}

function metadataEvent(
  slack: Slack,
  message: Message,
  previous: MessageMetadata | undefined,
): SlackEvent | undefined {
  const metadata = message.deleted ? undefined : message.metadata;
  const told = copy({
    app_id: message.app_id,
    bot_id: message.bot_id,
    user_id: message.user,
    team_id: slack.workspace.team.id,
    channel_id: message.channel,
    message_ts: message.ts,
  });
  if (metadata === undefined) {
    if (previous === undefined) return undefined;
    const ts = slack.nextTs();
    const gone = { deleted_ts: ts, event_ts: ts };
    return { type: 'message_metadata_deleted', ...told, previous_metadata: previous, ...gone };
  }
  if (previous === undefined) {
    return { type: 'message_metadata_posted', ...told, metadata: copy(metadata) };
  }
  const change = { metadata: copy(metadata), previous_metadata: previous };
  return { type: 'message_metadata_updated', ...told, ...change };
}
