import { chatWith, type Conversation, peopleOf, resolve } from '../conversations.ts';
import type { Person } from '../directory.ts';
import type { TeamsMessage } from '../messages.ts';
import { Refusal } from '../refusal.ts';
import type { Teams } from '../teams.ts';

/** A person who acts; Teams signs out those whose accounts are disabled. */
export function actor(teams: Teams, id: string, force: boolean): Person {
  const person = teams.directory.people.get(id);
  if (person === undefined) throw new Error(`There is no person ${id} in this directory.`);
  if (!person.accountEnabled && !force) {
    throw new Error(`${person.name}'s account is disabled; pass force to forge the act.`);
  }
  return person;
}

/** Where somebody acts: a channel, a thread, or the chat with the bot where none is named. */
export function placeOf(
  teams: Teams,
  person: Person,
  address: string | undefined,
  force: boolean,
): Conversation {
  if (address === undefined) return chatWith(teams, person);
  const conversation = resolved(teams, address);
  if (!peopleOf(teams, conversation).includes(person) && !force) {
    throw new Error(`${person.name} is not in ${address}.`);
  }
  return conversation;
}

/** A message that this person has before them. */
export function messageBefore(
  teams: Teams,
  person: Person,
  conversation: Conversation,
  id: string,
): TeamsMessage | undefined {
  const message = teams.messages.find(conversation.id, id);
  const hidden = message?.onlyFor !== undefined && message.onlyFor !== person.aadObjectId;
  return hidden ? undefined : message;
}

function resolved(teams: Teams, address: string): Conversation {
  try {
    return resolve(teams, address);
  } catch (cause) {
    if (!(cause instanceof Refusal)) throw cause;
    throw new Error(`There is no conversation ${address}.`, { cause });
  }
}
