import { createHash } from 'node:crypto';
import { type Channel, isInstalled, membersOf, mriOf, type Person } from './directory.ts';
import { Refusal, usualRefusal } from './refusal.ts';
import type { Teams } from './teams.ts';

export type Conversation =
  | { kind: 'channel'; id: string; channel: Channel; thread: string | undefined }
  | { kind: 'personal'; id: string; person: Person; thread: undefined };

/** A conversation as the connector addresses it: a channel, its `;messageid=` thread, or a chat. */
export function resolve(teams: Teams, address: string): Conversation {
  const [, id = '', thread] = /^([^;]+)(?:;messageid=(\d+))?$/.exec(address) ?? [];
  if (!/^(19|a):/.test(id)) {
    throw new Refusal(400, 'BadSyntax', 'Bad format of conversation ID');
  }
  const channel = teams.directory.channels.get(id);
  if (channel !== undefined) return { kind: 'channel', id, channel, thread };
  const person = teams.directory.people.get(teams.chats.get(id) ?? '');
  if (person !== undefined) return { kind: 'personal', id, person, thread: undefined };
  throw usualRefusal('connector', 404);
}

/** Without `;messageid=`: what faults, rates and messages go by. */
export function baseOf(address: string): string {
  return address.split(';', 1)[0] ?? address;
}

/** The one chat of this person and the bot, opened where it was not. */
export function chatWith(teams: Teams, person: Person): Conversation {
  const hash = createHash('sha256').update(`${teams.bot.appId} chat ${person.aadObjectId}`);
  const id = `a:1${hash.digest('base64url')}`;
  teams.chats.set(id, person.aadObjectId);
  return { kind: 'personal', id, person, thread: undefined };
}

/** Throws where the bot may not speak or read: not installed, switched off, or blocked. */
export function requireAccess(teams: Teams, conversation: Conversation): void {
  if (teams.disabledByAdmin) {
    throw new Refusal(403, 'BotDisabledByAdmin', 'The tenant admin disabled this bot');
  }
  if (conversation.kind === 'channel') {
    if (!isInstalled(teams.directory, conversation.channel)) throw usualRefusal('connector', 403);
    if (conversation.channel.blocked) throw blocked();
    return;
  }
  const { person } = conversation;
  if (person.blocked) throw blocked();
  if (!person.installed && !meetsTheBotInATeam(teams, person)) {
    const why = 'Bot is not installed in user’s personal scope';
    throw new Refusal(403, 'ForbiddenOperationException', why);
  }
}

const blocked = () =>
  new Refusal(403, 'ConversationBlockedByUser', 'User blocked the conversation with the bot.');

function meetsTheBotInATeam({ directory }: Teams, { aadObjectId }: Person): boolean {
  return [...directory.channels.values()].some(
    (channel) =>
      isInstalled(directory, channel) && membersOf(directory, channel).includes(aadObjectId),
  );
}

/** The people of a conversation; those whose accounts are gone are left out. */
export function peopleOf({ directory }: Teams, conversation: Conversation): Person[] {
  if (conversation.kind === 'personal') return [conversation.person];
  return membersOf(directory, conversation.channel)
    .map((id) => directory.people.get(id))
    .filter((person) => person !== undefined);
}

/** By the id the bot knows them by, or by their object id. */
export function personBy(teams: Teams, people: readonly Person[], id: string): Person | undefined {
  return people.find(
    ({ aadObjectId }) => aadObjectId === id || mriOf(teams.bot.appId, aadObjectId) === id,
  );
}
