import type { TeamsDelivery } from '../delivery.ts';
import type { Forgery } from '../forgery.ts';
import type { TeamsMessage } from '../messages.ts';
import type { Teams } from '../teams.ts';
import { requireAccess } from '../conversations.ts';
import { mriOf } from '../directory.ts';
import { activityFrom } from './activity.ts';
import { actor, placeOf } from './actor.ts';
import { deliver } from './deliver.ts';

export interface Said {
  person: string;
  /** A channel, or a thread of it; the chat with the bot by default. */
  conversation?: string;
  text: string;
  /** In a channel the bot hears only what mentions it; true by default. */
  mention?: boolean;
  /** People who are mentioned besides, by object id; the text names them as `<at>their name</at>`. */
  mentions?: readonly string[];
  force?: boolean;
  forge?: Forgery;
}

export interface Utterance {
  message: TeamsMessage;
  /** Undefined where the bot is not told: it was not mentioned. */
  delivery?: TeamsDelivery;
}

/** A person writes to the bot, or beside it. Throws where Teams would not let them. */
export async function say(teams: Teams, act: Said): Promise<Utterance> {
  const force = act.force ?? false;
  const person = actor(teams, act.person, force);
  const conversation = placeOf(teams, person, act.conversation, force);
  const inChannel = conversation.kind === 'channel';
  const mentioned = act.mention ?? inChannel;
  const told = mentioned || !inChannel;
  if (told && !force) requireAccess(teams, conversation);
  const at = `<at>${teams.bot.name}</at>`;
  const text = mentioned ? `${at} ${act.text}` : act.text;
  const bot = { id: `28:${teams.bot.appId}`, name: teams.bot.name };
  const entities = [
    ...(mentioned ? [{ type: 'mention', mentioned: bot, text: at }] : []),
    ...(act.mentions ?? []).map((other) => mentionOf(teams, other)),
  ];
  const id = teams.nextId();
  const thread = conversation.thread ?? id;
  const message = teams.messages.post({
    id,
    conversation: conversation.id,
    thread,
    from: {
      id: mriOf(teams.bot.appId, person.aadObjectId),
      name: person.name,
      aadObjectId: person.aadObjectId,
    },
    via: 'person',
    text,
    summary: undefined,
    attachments: [],
    entities,
  });
  if (!told) return { message };
  const place = conversation.kind === 'channel' ? { ...conversation, thread } : conversation;
  const base = activityFrom(teams, person, place, {
    type: 'message',
    id,
    text,
    textFormat: 'plain',
  });
  const attachments = [{ contentType: 'text/html', content: `<div>${html(text)}</div>` }];
  const activity = { ...base, attachments, entities: [...entities, ...(base['entities'] as [])] };
  return { message, delivery: await deliver(teams, activity, act.forge) };
}

const html = (plain: string) =>
  plain.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

function mentionOf(teams: Teams, aadObjectId: string) {
  const name = teams.directory.people.get(aadObjectId)?.name ?? aadObjectId;
  const mentioned = { id: mriOf(teams.bot.appId, aadObjectId), name };
  return { type: 'mention', mentioned, text: `<at>${name}</at>` };
}
