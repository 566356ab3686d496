import type { Person } from '../../page/people.ts';
import type { JsonObject } from '../../json.ts';
import { type Channel, isInstalled, membersOf, type Person as Member } from '../directory.ts';
import type { TeamsDouble } from '../double.ts';
import type { Dialog } from '../dialogs.ts';
import type { TeamsMessage } from '../messages.ts';
import { bot, membersByStanding, peopleIn, personOf } from './people.ts';

/** All that the page shows to one person. */
export interface TeamsPageState {
  app: Person;
  people: Person[];
  me: string;
  /** The chat with the bot first, then channels by team. */
  places: Place[];
  /** What is shown: what was asked for, else where something was said last. */
  place: string | undefined;
  /** Of the place that was asked for, oldest first, replies included. */
  messages: PageMessage[];
  dialog: Dialog | undefined;
}

interface Place {
  id: string;
  name: string;
  /** Undefined for the chat with the bot. */
  team: string | undefined;
  badges: string[];
  people: number;
  latest: string | undefined;
}

interface PageMessage {
  id: string;
  /** The first message's id; undefined for a first message. */
  thread: string | undefined;
  author: Person;
  text: string;
  cards: JsonObject[];
  edited: boolean;
  onlyForMe: boolean;
  /** What the client told this person alone, under this message. */
  notices: string[];
}

const shownMessages = 200;

export function stateFor(
  double: TeamsDouble,
  asked: { person: string | undefined; place: string | undefined },
): TeamsPageState {
  const { directory } = double;
  const members = membersByStanding(directory);
  const me = members.find(({ aadObjectId }) => aadObjectId === asked.person) ?? members[0];
  const places = me === undefined ? [] : placesOf(double, me);
  const latest = places.toSorted((a, b) => Number(b.latest ?? 0) - Number(a.latest ?? 0))[0];
  // Where nothing was said yet, it will hardly be in General.
  const likely = places.find(({ id, team }) => team !== undefined && !directory.teams.has(id));
  const said = latest?.latest === undefined ? (likely ?? places[1]) : latest;
  const wanted = asked.place === 'chat' ? places[0]?.id : asked.place;
  const place = places.find(({ id }) => id === wanted) ?? said;
  return {
    app: bot(double),
    people: peopleIn(double),
    me: me?.aadObjectId ?? '',
    places,
    place: place?.id,
    messages: me === undefined || !place ? [] : messagesIn(double, place.id, me),
    dialog: me && double.dialog(me.aadObjectId),
  };
}

function placesOf(double: TeamsDouble, me: Member): Place[] {
  const { directory } = double;
  const id = double.chat(me.aadObjectId);
  const badges = me.installed ? [] : ['not installed'];
  const chat = { id, name: double.botName, team: undefined, badges, people: 2 };
  const channels = [...directory.channels.values()].filter((channel) =>
    membersOf(directory, channel).includes(me.aadObjectId),
  );
  return [chat, ...channels.map((channel) => channelPlace(double, channel))].map((place) => ({
    ...place,
    latest: double.messages(place.id).findLast(({ deleted }) => !deleted)?.id,
  }));
}

function channelPlace({ directory }: TeamsDouble, channel: Channel) {
  const { id, name, membershipType } = channel;
  const badges = [
    membershipType !== 'standard' && membershipType,
    !isInstalled(directory, channel) && 'app not installed',
  ].filter((badge) => badge !== false);
  const team = directory.teams.get(channel.team)?.name ?? '';
  return { id, name, team, badges, people: membersOf(directory, channel).length };
}

function messagesIn(double: TeamsDouble, place: string, me: Member): PageMessage[] {
  const notices = double.notices(me.aadObjectId);
  return double
    .messages(place)
    .filter(({ deleted, onlyFor }) => !deleted && (onlyFor ?? me.aadObjectId) === me.aadObjectId)
    .slice(-shownMessages)
    .map((message) => ({
      id: message.id,
      thread: message.thread === message.id ? undefined : message.thread,
      author: authorOf(double, message),
      text: message.text.replaceAll(/<at>(.*?)<\/at>/g, '@$1'),
      cards: cardsFor(double, me.aadObjectId, message),
      edited: message.edited !== undefined,
      onlyForMe: message.onlyFor !== undefined,
      notices: notices.filter((notice) => notice.message === message.id).map(({ text }) => text),
    }));
}

function cardsFor(double: TeamsDouble, person: string, message: TeamsMessage): JsonObject[] {
  const shown = double.shown(person, message.conversation, message.id);
  return shown === undefined ? [] : [shown];
}

function authorOf(double: TeamsDouble, { via, from }: TeamsMessage): Person {
  const member = double.directory.people.get(from.aadObjectId ?? '');
  if (member !== undefined) return personOf(double, member);
  return via === 'bot' ? bot(double) : { ...bot(double), id: from.id, name: from.name, hue: 4 };
}
