import type { Showing } from '@countersign/core/policy/plan';
import { truncate } from '@countersign/core/text/truncate';
import { visible } from '@countersign/core/text/visible';
import { ChatFailure, type ChatPlatform } from '../../ports/chat.ts';
import type { Member } from '../../ports/people.ts';
import { fitsInForm, fitsOnCard } from '../card.ts';
import { fitsInLine } from '../card/list.ts';
import { fitTogether } from '../card/together.ts';
import { notPrivate } from '../not-private.ts';
import type { SlackDirectory } from './directory.ts';
import { toChatFailure } from './failure.ts';
import { createConversations } from './conversations.ts';
import { CARD_EVENT } from './metadata.ts';
import { textMessage } from './render/blocks.ts';
import { mentionsOf } from './render/mentions.ts';
import { renderMessage } from './render/message.ts';
import { supersededMessage } from './render/superseded.ts';
import { uploadFile } from './upload.ts';
import type { SlackClient } from './web-api.ts';

export type SlackPlatformOptions = {
  client: SlackClient;
  directory: Pick<SlackDirectory, 'channel'>;
  /** The workspace's own address, where it is known. */
  url: string | null;
  /** User ids of a person here, the one to write to first. */
  accountsOf: (member: Member) => string[];
  /** Makes block ids that no earlier drawing had. */
  nonce: () => string;
};

const noPreviews = { unfurl_links: false, unfurl_media: false } as const;

/** Slack as the deliveries see it: one call each, no retry, every failure a {@link ChatFailure}. */
export function slackPlatform({
  client,
  directory,
  url,
  accountsOf,
  nonce,
}: SlackPlatformOptions): ChatPlatform {
  // As chat.getPermalink spells it, without a call for each.
  const link: ChatPlatform['link'] = ({ channel, message }) =>
    url === null ? null : new URL(`archives/${channel}/p${message.replace('.', '')}`, url).href;

  const conversations = createConversations(client);

  return {
    platform: 'slack',

    link,
    showsWhole: fitsOnCard,
    showsInLine: fitsInLine,
    showsTogether: fitTogether,
    showsDetails: fitsInForm,
    takesWhole: () => true,

    open: (user) => orUnreached(user, () => conversations.with(user)),

    async post(channel, card) {
      const { direct } = card.card;
      if (!direct) await assertUsable(directory, channel, card.state.plan.showing);
      const orElse = direct ? orUnreached : orFail;
      const answer = await orElse(direct?.recipient ?? channel, () =>
        client.call('chat.postMessage', {
          channel,
          ...renderMessage(card, nonce(), mentionsOf(card.ping ?? [], accountsOf)),
          ...noPreviews,
          metadata: {
            event_type: CARD_EVENT,
            event_payload: {
              card: card.card.id,
              control: card.card.control,
              version: card.version,
            },
          },
        }),
      );
      const { ts } = answer;
      if (typeof ts !== 'string' || ts === '') {
        throw new ChatFailure('retry', 'Slack posted the card without saying where.', {
          ambiguous: true,
        });
      }
      return { message: ts };
    },

    async update({ channel, message }, card) {
      await orFail(channel, () =>
        client.call('chat.update', { channel, ts: message, ...renderMessage(card, nonce()) }),
      );
    },

    async reply({ channel, message }, text, ping = []) {
      await orFail(channel, () =>
        client.call('chat.postMessage', {
          channel,
          thread_ts: message,
          ...textMessage(text, null, mentionsOf(ping, accountsOf)),
          ...noPreviews,
        }),
      );
    },

    async upload({ channel, message }, { name, title, content }) {
      await orFail(channel, () =>
        uploadFile(client, {
          channel,
          thread: message,
          name,
          title: truncate(visible(title), 200),
          // Here people read what they approve: what is invisible is shown.
          content: visible(content),
        }),
      );
    },

    async note({ channel, user, thread }, text) {
      if (channel === null) {
        await orUnreached(user, async () => {
          const own = await conversations.with(user);
          await client.call('chat.postMessage', {
            channel: own,
            ...textMessage(text),
            ...noPreviews,
          });
        });
        return;
      }
      await orFail(channel, () =>
        client.call('chat.postEphemeral', {
          channel,
          user,
          ...textMessage(text),
          ...(thread === null ? {} : { thread_ts: thread }),
        }),
      );
    },

    async supersede({ channel, message }, live) {
      const to = live === null ? null : link({ channel, message: live.message });
      await orFail(channel, () =>
        client.call('chat.update', { channel, ts: message, ...supersededMessage(to, nonce()) }),
      );
    },
  };
}

/** One person may have turned us away, or be gone: nothing of it is for an operator to repair. */
async function orUnreached<T>(user: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const failure = toChatFailure(error, user);
    if (failure.kind !== 'unavailable' && failure.kind !== 'rejected') throw failure;
    const why = error instanceof Error ? error.message : '';
    throw new ChatFailure('unavailable', `Slack takes no direct message to ${user}. ${why}`.trim());
  }
}

async function orFail<T>(channel: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw toChatFailure(error, channel);
  }
}

/** Requests are an organisation's own matter: never where others read along. */
async function assertUsable(
  directory: Pick<SlackDirectory, 'channel'>,
  channel: string,
  showing: Showing | undefined,
): Promise<void> {
  const found = await directory.channel(channel).catch((error: unknown) => {
    const { kind, message, retryAfterMs } = toChatFailure(error, channel);
    // Looking posts nothing.
    throw new ChatFailure(kind, message, retryAfterMs === undefined ? {} : { retryAfterMs });
  });
  if (found.sharedExternally) {
    throw new ChatFailure(
      'unavailable',
      `${channel} is shared with another organisation, so requests are not shown there: change the route in the policy to an internal channel.`,
      { exposed: true },
    );
  }
  if (showing?.inPrivate && !found.isPrivate) throw notPrivate(channel);
}
