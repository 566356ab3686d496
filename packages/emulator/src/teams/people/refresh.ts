import { isObject, type JsonObject } from '../../json.ts';
import { peopleOf, resolve } from '../conversations.ts';
import type { TeamsDelivery } from '../delivery.ts';
import { mriOf, type Person } from '../directory.ts';
import type { Forgery } from '../forgery.ts';
import { cardOf, type TeamsMessage } from '../messages.ts';
import type { Teams } from '../teams.ts';
import { activityFrom } from './activity.ts';
import { actor, messageBefore, placeOf } from './actor.ts';
import { showAnswer } from './answer.ts';
import { deliver } from './deliver.ts';

const smallConversation = 60;
/** A client asks again only where its copy is older. */
const freshMs = 60_000;

export interface Refresh {
  person: string;
  conversation: string;
  message: string;
  /** Chosen from the message's menu; else the client does it by itself, for those it is listed for. */
  manual?: boolean;
  force?: boolean;
  forge?: Forgery;
}

/** Fetches this person's own view of a card. Throws where their client would not. */
export async function refresh(teams: Teams, act: Refresh): Promise<TeamsDelivery> {
  const force = act.force ?? false;
  const person = actor(teams, act.person, force);
  const conversation = placeOf(teams, person, act.conversation, force);
  const message = messageBefore(teams, person, conversation, act.message);
  if (message === undefined) throw new Error(`${person.name} sees no such message.`);
  const action = refreshActionOf(teams, message, act.person);
  if (action === undefined) throw new Error('The card can’t be refreshed.');
  if (!act.manual && !force && !refreshesFor(teams, message, person)) {
    throw new Error(`The card doesn’t refresh by itself for ${person.name}.`);
  }
  return fetchView(teams, message, person, act);
}

/** A person opens a channel or the chat: cards whose copy is older than a minute are refreshed. */
export async function openConversation(
  teams: Teams,
  { person: id, conversation: address }: { person: string; conversation: string },
): Promise<TeamsDelivery[]> {
  const person = actor(teams, id, false);
  const conversation = placeOf(teams, person, address, false);
  const stale = teams.messages
    .inConversation(conversation.id)
    .map((message) => messageBefore(teams, person, conversation, message.id))
    .filter((message) => message !== undefined)
    .filter((message) => {
      const seen = teams.views.of(message, id)?.at ?? Number.NEGATIVE_INFINITY;
      return teams.now() - seen > freshMs && refreshesFor(teams, message, person);
    });
  return Promise.all(stale.map((message) => fetchView(teams, message, person, {})));
}

/** As clients do when a card comes or changes before their eyes: everybody listed, at once. */
export async function refreshEverybody(
  teams: Teams,
  message: TeamsMessage,
): Promise<TeamsDelivery[]> {
  if (teams.messagingEndpoint === undefined) return [];
  const people = peopleOf(teams, resolve(teams, message.conversation));
  const listed = people.filter(
    (person) => person.accountEnabled && refreshesFor(teams, message, person),
  );
  return Promise.all(listed.map((person) => fetchView(teams, message, person, {})));
}

async function fetchView(
  teams: Teams,
  message: TeamsMessage,
  person: Person,
  { manual, forge }: Pick<Refresh, 'manual' | 'forge'>,
): Promise<TeamsDelivery> {
  const conversation = resolve(teams, message.conversation);
  const place =
    conversation.kind === 'channel' ? { ...conversation, thread: message.thread } : conversation;
  const action = refreshActionOf(teams, message, person.aadObjectId);
  const activity = activityFrom(teams, person, place, {
    type: 'invoke',
    name: 'adaptiveCard/action',
    replyToId: message.id,
    value: { action: { data: {}, ...action }, trigger: manual ? 'manual' : 'automatic' },
  });
  const asked = cardOf(message);
  const delivery = await deliver(teams, activity, forge);
  // An answer about a card that was edited meanwhile would hide the edit for ever.
  if (cardOf(message) !== asked) return delivery;
  // A refresh that fails leaves the card as it was, without a word.
  return delivery.ok ? showAnswer(teams, person.aadObjectId, message, delivery) : delivery;
}

/** Without a list of people, everybody of a small conversation is refreshed. */
function refreshesFor(teams: Teams, message: TeamsMessage, person: Person): boolean {
  const { refresh: clause } = teams.views.shown(message, person.aadObjectId) ?? {};
  if (!isObject(clause) || !isObject(clause['action'])) return false;
  const { userIds } = clause;
  if (Array.isArray(userIds)) return userIds.includes(mriOf(teams.bot.appId, person.aadObjectId));
  return peopleOf(teams, resolve(teams, message.conversation)).length <= smallConversation;
}

function refreshActionOf(teams: Teams, message: TeamsMessage, id: string): JsonObject | undefined {
  const { refresh: clause } = teams.views.shown(message, id) ?? cardOf(message) ?? {};
  return isObject(clause) && isObject(clause['action']) ? clause['action'] : undefined;
}
