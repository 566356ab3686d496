import { ChatFailure } from '../ports/chat.ts';

/** What the operator and the bot read. Nobody outside reads along, so that fallbacks are used. */
export function notPrivate(channel: string): ChatFailure {
  return new ChatFailure(
    'unavailable',
    `${channel} is not known to be private, and policy wants a private channel for this request: make it private, or change the route in the policy.`,
  );
}
