import { ChatFailure } from '../../ports/chat.ts';
import { TeamsCallError } from './call-error.ts';

/** What the call was for: the same answer means different things to each. */
export type Deed = 'post' | 'edit' | 'reply' | 'note' | 'look';

/**
 * What a failed call to Teams means for us. Only an answer that says so is taken for a refusal; no
 * answer, or one of something on the way, means that Teams may have done it.
 * https://learn.microsoft.com/microsoftteams/platform/bots/how-to/rate-limit
 */
export function toChatFailure(error: unknown, deed: Deed, where: string): ChatFailure {
  if (error instanceof ChatFailure) return error;
  if (!(error instanceof TeamsCallError)) {
    const why = error instanceof Error ? error.message : String(error);
    return new ChatFailure('retry', `Teams could not be called: ${why}`, { ambiguous: true });
  }
  if (error.token) return ofToken(error);
  return ofAnswer(error, deed, where);
}

/** Teams says outright that the app is not there. */
export function isAbsent(error: unknown): boolean {
  if (!(error instanceof TeamsCallError)) return false;
  return error.code === 'BotNotInConversationRoster' || error.code === 'ConversationNotFound';
}

/** Nothing was sent to Teams: there was no token to send it with. */
function ofToken({ status, message, retryAfterMs }: TeamsCallError): ChatFailure {
  const isRefused = status === 400 || status === 401 || status === 403;
  if (!isRefused) return new ChatFailure('retry', message, waiting(retryAfterMs));
  return new ChatFailure(
    'unavailable',
    `Entra does not take the credential of Countersign: check teams.appId, its secret or certificate, and that it has not expired. ${message}`,
  );
}

function ofAnswer(
  { status, code, message, retryAfterMs }: TeamsCallError,
  deed: Deed,
  where: string,
): ChatFailure {
  // Looking changes nothing, so nothing can have been done twice.
  const unsure = deed !== 'look';
  switch (status) {
    case undefined:
      return new ChatFailure('retry', message, { ambiguous: unsure });
    case 429:
    case 412:
      return new ChatFailure('retry', message, waiting(retryAfterMs));
    case 401:
      return new ChatFailure('unavailable', `${todo(undefined, where)} ${message}`);
    case 403:
    case 404:
      if (deed === 'edit' || deed === 'reply') return gone(message);
      if (deed === 'note') return untold(message);
      return new ChatFailure('unavailable', `${todo(code, where)} ${message}`);
  }
  if (status >= 500) {
    return new ChatFailure('retry', message, { ...waiting(retryAfterMs), ambiguous: unsure });
  }
  return new ChatFailure('rejected', `Teams refused it. ${message}`);
}

function gone(message: string): ChatFailure {
  return new ChatFailure('gone', `The message can no longer be changed in Teams. ${message}`);
}

/** Whoever has no chat with us has chosen that, or their admin has: asking again changes nothing. */
function untold(message: string): ChatFailure {
  return new ChatFailure('rejected', `The person has no chat with Countersign. ${message}`);
}

function waiting(retryAfterMs: number | undefined) {
  return retryAfterMs === undefined ? {} : { retryAfterMs };
}

/** What a person has to do before this channel works again. */
function todo(code: string | undefined, where: string): string {
  switch (code) {
    case 'BotNotInConversationRoster':
    case 'BotNotRegistered':
    case undefined:
      return `Countersign is not in ${where}: add the app to its team (to a private or shared channel, to the channel itself), or change the route in the policy.`;
    case 'BotDisabledByAdmin':
    case 'AppDisabledByAdmin':
      return `An admin has turned Countersign off for ${where}: allow the app in the Teams admin center.`;
    case 'MessageWritesBlocked':
    case 'ConversationBlockedByUser':
      return `${where} takes no messages of Countersign: unblock the app, or let it write where posting is moderated.`;
    case 'ConversationNotFound':
      return `${where} is gone, or Countersign was never added: add the app, or change the route in the policy.`;
    case 'ForeignService':
      return `${where} is said to be served at an address that is not Microsoft's; install the app again, and check teams.cloud.`;
    default:
      return `Teams does not let Countersign use ${where}: ask its admins, or change the route in the policy.`;
  }
}
