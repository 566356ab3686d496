import type { EventInput } from '../../chat/slack/input.ts';
import type { Reaction } from './answer.ts';
import type { SlackDeps } from './deps.ts';
import type { EventOrigin } from './reaction.ts';
import { showHome } from './home.ts';

/**
 * Something happened in Slack. The number of Slack's attempt belongs to what was seen, so that one
 * that failed can be repeated; doing any of this twice changes nothing.
 */
export function onEvent(deps: SlackDeps, input: EventInput, from: EventOrigin): Reaction {
  const once = async () => {
    // One comes for each card that we post, and is nearly always of one that we know.
    const isNew =
      from === 'kept' ||
      input.type === 'metadata_posted' ||
      (await deps.firstSight('slack.event', `${input.eventId} ${from.retry}`));
    if (isNew) await act(deps, input);
    return undefined;
  };
  return { outcome: once(), lasts: true, retriable: true };
}

async function act(deps: SlackDeps, input: EventInput): Promise<void> {
  switch (input.type) {
    case 'app_home_opened':
      return showHome(deps, input.account);
    case 'metadata_posted':
      return deps.useCases.messagePosted(input.card, {
        channel: input.channel,
        message: input.message,
        shows: input.shows,
      });
    case 'metadata_deleted': {
      const { card, channel, message } = input;
      return deps.useCases.cardDeleted(card, { channel, message });
    }
    case 'user_changed':
      return deps.forget.user(input.user);
    case 'group_changed':
      return deps.forget.group(input.group);
    case 'channel_changed':
      return deps.forget.channel(input.channel);
    case 'uninstalled':
    case 'token_revoked':
      return deps.onRemoved(input.type, input.origin);
  }
}
