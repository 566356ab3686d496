import { BOT_NAME } from '@countersign/core/text/bot-name';
import { ChatFailure } from '../../ports/chat.ts';
import { SlackError } from './slack-error.ts';

/**
 * What a failed call to Slack means for us. Only an answer that says so is taken for a refusal; no
 * answer, or half of one, means that Slack may have done it.
 */
export function toChatFailure(error: unknown, channel = 'the channel'): ChatFailure {
  if (error instanceof ChatFailure) return error;
  if (!(error instanceof SlackError)) {
    const why = error instanceof Error ? error.message : String(error);
    return new ChatFailure('retry', `Slack did not answer: ${why}`, { ambiguous: true });
  }
  const { fault, message } = error;
  switch (fault.kind) {
    case 'rate_limited':
      return new ChatFailure('retry', message, { retryAfterMs: fault.retryAfterMs });
    case 'http_status':
      return new ChatFailure('retry', message, { ambiguous: !isRefusal(fault.status) });
    case 'refused':
      return fromAnswer(fault.code, fault.messages, channel);
    case 'unreadable':
    case 'no_answer':
      return new ChatFailure('retry', message, { ambiguous: true });
  }
}

/** Slack did not look, since we ask too often. */
export function isRateLimited(error: unknown): boolean {
  if (!(error instanceof SlackError)) return false;
  const { fault } = error;
  return (
    fault.kind === 'rate_limited' || (fault.kind === 'refused' && fault.code === 'ratelimited')
  );
}

/** A private channel without the app is as good as none. */
export function isAbsent(error: unknown): boolean {
  if (!(error instanceof SlackError)) return false;
  return error.fault.kind === 'refused' && error.fault.code === 'channel_not_found';
}

/** A 429 of Slack's own says for how long; one that does not is somebody else's. */
function isRefusal(status: number): boolean {
  return status >= 400 && status < 500 && status !== 429;
}

function fromAnswer(code: string, messages: string[], channel: string): ChatFailure {
  const todo = unavailable[code];
  if (todo !== undefined) {
    return new ChatFailure('unavailable', `${todo.replace('CHANNEL', channel)} (${code})`);
  }
  if (gone.has(code)) {
    return new ChatFailure('gone', `The message can no longer be changed in Slack (${code}).`);
  }
  if (transient.has(code)) {
    const ambiguous = code !== 'ratelimited' && code !== 'rate_limited';
    return new ChatFailure('retry', `Slack failed (${code}).`, { ambiguous });
  }
  const details = messages.slice(0, 5).join(' ');
  return new ChatFailure('rejected', `Slack refused it: ${code}. ${details}`.trim());
}

const invite = `Countersign is not in CHANNEL: write \`/invite @${BOT_NAME}\` there. If the channel is gone, change the route in the policy.`;
const reinstall =
  'Slack no longer takes the token of Countersign: install the app again and set the new token.';

const archived = 'CHANNEL is archived: unarchive it, or change the route in the policy.';

/** What a person has to do before this channel or this install works again. */
const unavailable: { [code: string]: string } = {
  channel_not_found: invite,
  not_in_channel: invite,
  is_archived: archived,
  is_inactive: archived,
  restricted_action:
    'The workspace does not let Countersign post in CHANNEL: ask its admins, or change the route in the policy.',
  restricted_action_thread_locked: 'The thread in CHANNEL is locked: ask its admins to open it.',
  restricted_action_read_only_channel:
    'CHANNEL is read-only for apps: ask its admins, or change the route in the policy.',
  token_revoked: reinstall,
  token_expired: reinstall,
  account_inactive: reinstall,
  invalid_auth: reinstall,
  not_authed: reinstall,
  invalid_refresh_token: reinstall,
  invalid_client_id: 'Slack does not know the client id: check it in the configuration.',
  bad_client_secret: 'Slack does not take the client secret: check it in the configuration.',
  org_login_required:
    'The workspace is being moved into an organisation; Slack takes nothing until that is done.',
  team_access_not_granted: reinstall,
  missing_scope:
    'Countersign lacks a permission: add the scopes of its manifest and install the app again.',
  no_permission:
    'Countersign lacks a permission: add the scopes of its manifest and install the app again.',
};

const gone = new Set([
  'message_not_found',
  'cant_update_message',
  'edit_window_closed',
  'thread_not_found',
]);

const transient = new Set([
  'ratelimited',
  'rate_limited',
  'internal_error',
  'fatal_error',
  'service_unavailable',
  'request_timeout',
  'team_added_to_org',
]);
