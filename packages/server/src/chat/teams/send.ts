import type { Showing } from '@countersign/core/policy/plan';
import { truncate } from '@countersign/core/text/truncate';
import { visible } from '@countersign/core/text/visible';
import { ChatFailure, type CardContent, type ChatPlatform, type Ping } from '../../ports/chat.ts';
import type { Member } from '../../ports/people.ts';
import { fitsInForm, fitsOnCard } from '../card.ts';
import { fitsInLine } from '../card/list.ts';
import { fitTogether } from '../card/together.ts';
import { distinct } from '../configured.ts';
import { notPrivate } from '../not-private.ts';
import { TeamsCallError } from './call-error.ts';
import { isChannel } from './channel-id.ts';
import { chatLink } from './clouds.ts';
import type { Connector, Service } from './connector.ts';
import type { TeamsDirectory } from './directory.ts';
import { isAbsent, toChatFailure, type Deed } from './failure.ts';
import type { Pace } from './pace.ts';
import type { References } from './references.ts';
import { cardMessage, textCard } from './render/activity.ts';
import { readerOf, renderCard } from './render/card.ts';
import type { Mentioned } from './render/mentions.ts';
import { partCards } from './render/parts.ts';
import { supersededCard } from './render/superseded.ts';
import { chatWith } from './tell.ts';

export type TeamsPlatformOptions = {
  connector: Connector;
  directory: Pick<TeamsDirectory, 'channel' | 'isPrivate' | 'mris'>;
  references: References;
  pace: Pace;
  /** `28:` and the app id. */
  bot: string;
  /** Where people open Teams. */
  web: string;
  /** The app's own. */
  tenant: string;
  /** Teams accounts of a person in the app's own tenant, by object id. */
  accountsOf: (member: Member) => string[];
};

/** Who calls everybody calls nobody. */
const MOST_MENTIONED = 10;

/** More parts than this are no thread that anybody reads. */
const MOST_PARTS = 60;

const MOST_CHATS = 5_000;

/** Teams as the deliveries see it: no retry, every failure a {@link ChatFailure}. */
export function teamsPlatform(options: TeamsPlatformOptions): ChatPlatform {
  const { connector, directory, references, pace, bot, web, tenant } = options;
  const chat = chatLink(web, bot);
  /** Parts of an upload that are in their thread already, until it is whole. */
  const posted = new Map<string, number>();

  const call = async <T>(
    deed: Deed,
    channel: string,
    conversation: string,
    work: (at: Service) => Promise<T>,
  ): Promise<T> => {
    keepPace(pace, conversation);
    try {
      return await work(await references.of(channel));
    } catch (error) {
      throw toChatFailure(error, deed, channel);
    }
  };

  const link: ChatPlatform['link'] = ({ channel, message }) => {
    // Nothing leads to a message of a person's chat with a bot; the chat itself is found.
    if (!isChannel(channel)) return chat;
    return `${web}/l/message/${encodeURIComponent(channel)}/${encodeURIComponent(message)}?tenantId=${tenant}&parentMessageId=${encodeURIComponent(message)}`;
  };

  /** A person's chat with the bot is served where the tenant is. */
  const chats = new Map<string, string>();
  const open = async (user: string): Promise<string> => {
    const known = chats.get(user);
    if (known !== undefined) return known;
    const opened = await call('note', '', `note ${user}`, (at) =>
      chatWith({ connector, references, bot }, at, user, async () => user),
    );
    if (chats.size >= MOST_CHATS) chats.clear();
    chats.set(user, opened);
    return opened;
  };

  /** Whoever Teams has a name for here; nobody where that would be too many. */
  const mentionedIn = async (channel: string, ping: Ping = []): Promise<Mentioned[]> => {
    const people = distinct(ping.flatMap(({ people, standIns = [] }) => [...people, ...standIns]));
    if (people.length === 0 || people.length > MOST_MENTIONED) return [];
    const mris = await directory.mris(channel);
    return people.flatMap((person) => {
      const [mri] = options.accountsOf(person).flatMap((user) => mris.get(user) ?? []);
      return mri === undefined ? [] : [{ name: person.name, mri }];
    });
  };

  /** The card with the people whose clients are to ask for their own view of it. */
  const drawn = async (channel: string, content: CardContent) => {
    if (content.card.direct) {
      return cardMessage(renderCard(content, { chat, viewer: readerOf(content) }));
    }
    const people = content.state.status === 'pending' ? concerned(content) : [];
    const users = [...new Set(people.flatMap(options.accountsOf))];
    const mris = users.length === 0 ? new Map<string, string>() : await directory.mris(channel);
    const refreshFor = users.flatMap((user) => mris.get(user) ?? []);
    const mentioned = await mentionedIn(channel, content.ping);
    return cardMessage(renderCard(content, { refreshFor, chat, mentioned }));
  };

  return {
    platform: 'teams',
    link,
    showsWhole: fitsOnCard,
    showsInLine: fitsInLine,
    showsTogether: fitTogether,
    showsDetails: fitsInForm,
    takesWhole: (content) => partCards('', content).length <= MOST_PARTS,

    open: (user) => orUnreached(user, () => open(user)),

    async post(channel, card) {
      const { direct } = card.card;
      if (direct) {
        const activity = await drawn(channel, card);
        const message = await orUnreached(direct.recipient, () =>
          call('note', channel, channel, (at) => connector.send(at, channel, activity)),
        );
        return { message: message ?? unsaid() };
      }
      await assertUsable(directory, channel, card.state.plan.showing);
      const activity = await drawn(channel, card);
      const made = await call('post', channel, channel, (at) =>
        connector.create(at, {
          isGroup: true,
          bot: { id: bot },
          tenantId: at.tenant,
          channelData: { channel: { id: channel }, tenant: { id: at.tenant } },
          activity,
        }),
      );
      const message = made.activity ?? made.id.split(';messageid=')[1];
      return { message: message ?? unsaid() };
    },

    async update({ channel, message }, card) {
      const thread = threadOf(channel, message);
      const activity = await drawn(channel, card);
      await call('edit', channel, thread, (at) => connector.update(at, thread, message, activity));
    },

    async reply({ channel, message }, text, ping) {
      const thread = threadOf(channel, message);
      const card = textCard(text, null, await mentionedIn(channel, ping));
      await call('reply', channel, thread, (at) => connector.send(at, thread, cardMessage(card)));
    },

    async upload({ channel, message }, { title, content }) {
      const thread = message === null ? channel : threadOf(channel, message);
      const parts = partCards(truncate(visible(title), 200), content);
      if (parts.length > MOST_PARTS) throw tooLarge(parts.length);
      const what = `${thread} ${title}`;
      for (let at = posted.get(what) ?? 0; at < parts.length; at += 1) {
        const part = parts[at];
        if (part === undefined) continue;
        await call('reply', channel, thread, (service) =>
          connector.send(service, thread, cardMessage(part)),
        );
        // Tried again, it goes on from here.
        posted.set(what, at + 1);
      }
      posted.delete(what);
    },

    /** Teams has no message in a channel for one person alone: it goes to their chat with the bot. */
    async note({ channel, user }, text) {
      if (channel === null) {
        await orUnreached(user, async () => {
          const own = await open(user);
          await call('note', own, own, (at) =>
            connector.send(at, own, cardMessage(textCard(text))),
          );
        });
        return;
      }
      await call('note', channel, `note ${user}`, async (at) => {
        const mri = async () => (await connector.member(at, channel, user)).mri;
        const conversation = await chatWith({ connector, references, bot }, at, user, mri);
        await connector.send(at, conversation, cardMessage(textCard(text)));
      });
    },

    async supersede({ channel, message }, live) {
      const thread = threadOf(channel, message);
      const to = live === null ? null : link({ channel, message: live.message });
      await call('edit', channel, thread, (at) =>
        connector.update(at, thread, message, cardMessage(supersededCard(to))),
      );
    },
  };
}

/** A person's chat with the bot has no threads. */
function threadOf(channel: string, message: string): string {
  return isChannel(channel) ? `${channel};messageid=${message}` : channel;
}

function unsaid(): never {
  throw new ChatFailure('retry', 'Teams posted the card without saying where.', {
    ambiguous: true,
  });
}

/** One person may have turned us away, or be gone: nothing of it is for an operator to repair. */
async function orUnreached<T>(user: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof ChatFailure)) throw error;
    const { kind, message } = error;
    if (kind !== 'unavailable' && kind !== 'rejected') throw error;
    throw new ChatFailure('unavailable', `Teams takes no direct message to ${user}. ${message}`);
  }
}

/** Who can decide, and who has: their card differs from everyone's. */
function concerned({ eligible, state }: CardContent): Member[] {
  return [...eligible, ...state.votes.map(({ person }) => person)];
}

function keepPace(pace: Pace, conversation: string): void {
  const wait = pace(conversation);
  if (wait === 0) return;
  throw new ChatFailure('retry', 'Teams takes no more in this conversation just now.', {
    retryAfterMs: wait,
  });
}

function tooLarge(parts: number): ChatFailure {
  return new ChatFailure(
    'rejected',
    `The change takes ${parts} messages to show, and Teams is given ${MOST_PARTS} at most: split the change, or route it to Slack, which takes it as a file.`,
  );
}

/** Requests are an organisation's own matter: never where others read along. */
async function assertUsable(
  directory: Pick<TeamsDirectory, 'channel' | 'isPrivate'>,
  channel: string,
  showing: Showing | undefined,
): Promise<void> {
  const found = await directory.channel(channel).catch((error: unknown) => {
    throw toChatFailure(error, 'look', channel);
  });
  if (found.sharedExternally) {
    throw new ChatFailure(
      'unavailable',
      `${channel} is shared with another organisation, so requests are not shown there: change the route in the policy to an internal channel.`,
      { exposed: true },
    );
  }
  if (!showing?.inPrivate) return;
  const isPrivate = await directory.isPrivate(channel).catch((error: unknown) => {
    throw isForbidden(error) ? mayNotAsk(channel) : toChatFailure(error, 'look', channel);
  });
  if (!isPrivate) throw notPrivate(channel);
}

function isForbidden(error: unknown): boolean {
  return error instanceof TeamsCallError && error.status === 403 && !isAbsent(error);
}

function mayNotAsk(channel: string): ChatFailure {
  return new ChatFailure(
    'unavailable',
    `Policy wants a private channel for this request, and Countersign may not ask whether ${channel} is: add the current version of the app to its team, which asks for ChannelSettings.Read.Group.`,
  );
}
