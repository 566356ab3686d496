import { z } from 'zod';
import type { Activity } from './activity.ts';
import { isChannel } from './channel-id.ts';
import { readCardData } from './card-data.ts';
import type { CardActionInput, Person, Place, TeamsInput } from './input.ts';

/**
 * Proven activities -> what they say. Teams adds kinds of activities without notice, so that what we
 * don't know is `ignored`, never an error.
 */
export function parseActivity(activity: Activity): TeamsInput {
  switch (activity.type) {
    case 'invoke':
      return invoked(activity);
    case 'message':
      return message(activity);
    case 'installationUpdate':
      return installation(activity);
    case 'conversationUpdate':
      return conversation(activity);
    default:
      return ignored(activity, `an activity of type ${activity.type.slice(0, 40)}`);
  }
}

const execute = z.object({ action: z.object({ data: z.unknown().optional() }) });
const task = z.object({ data: z.unknown().optional() });

/** https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/task-modules/task-modules-bots */
const ofDialogs = new Set(['task/fetch', 'task/submit']);

function invoked(activity: Activity): TeamsInput {
  const { value } = activity;
  const name = activity.name ?? '';
  if (name === 'adaptiveCard/action') {
    return cardAction(activity, execute.safeParse(value).data?.action.data, 'execute');
  }
  if (ofDialogs.has(name)) return cardAction(activity, task.safeParse(value).data?.data, 'dialog');
  return ignored(activity, `an invoke of ${name.slice(0, 40)}`);
}

/** Words to the bot, or the answer of a client that knows Action.Submit alone. */
function message(activity: Activity): TeamsInput {
  const isEmpty = activity.value === undefined || activity.value === null;
  if (!isEmpty) return cardAction(activity, activity.value, 'submit');
  const person = personOf(activity);
  if (person === null) return ignored(activity, 'a message of nobody');
  const text = withoutMentions(peopleMentioned(activity));
  return { type: 'command', text, person, place: placeOf(activity), activity: nameOf(activity) };
}

function cardAction(activity: Activity, data: unknown, by: CardActionInput['by']): TeamsInput {
  const said = readCardData(data);
  const person = personOf(activity);
  if (said === null) return ignored(activity, 'a click on nothing of ours');
  if (person === null) return ignored(activity, 'a click of nobody');
  const place = placeOf(activity);
  return { type: 'card_action', by, ...said, person, place, activity: nameOf(activity) };
}

/** https://learn.microsoft.com/microsoftteams/platform/bots/how-to/conversations/subscribe-to-conversation-events#installation-update-event */
function installation(activity: Activity): TeamsInput {
  const isAdded = activity.action?.startsWith('add') ?? false;
  const isRemoved = activity.action?.startsWith('remove') ?? false;
  if (!isAdded && !isRemoved) return ignored(activity, 'an update of an installation');
  return install(activity, isAdded ? 'installed' : 'removed');
}

function conversation(activity: Activity): TeamsInput {
  const { membersAdded, membersRemoved, recipient, channelData } = activity;
  const isUs = ({ id }: { id: string }) => id === recipient?.id;
  if (membersAdded?.some(isUs)) return install(activity, 'installed');
  if (membersRemoved?.some(isUs)) return install(activity, 'removed');
  const channel = channelData.channel?.id ?? channelData.team?.id;
  const isNew = /^channel(?:Created|Restored)$/u.test(channelData.eventType ?? '');
  if (isNew && channel !== undefined) return install(activity, 'installed', channel);
  if (channel === undefined) return ignored(activity, 'an update of a conversation');
  return { type: 'channel_changed', channel };
}

/** A new channel of a team is one more place where the app is. */
function install(activity: Activity, type: 'installed' | 'removed', channel?: string): TeamsInput {
  const place = placeOf(activity);
  return {
    type,
    team: activity.channelData.team?.id ?? null,
    person: place.isPersonal ? personOf(activity) : null,
    place: { ...place, ...(channel === undefined ? {} : { channel }) },
  };
}

/** Only the object id and the tenant that Teams vouches for; who that is, Graph is asked. */
function personOf({ from, channelData }: Activity): Person | null {
  const user = from.aadObjectId;
  if (!user) return null;
  return { account: { platform: 'teams', team: channelData.tenant.id, user }, mri: from.id };
}

function placeOf({ conversation: where, channelData, replyToId, serviceUrl }: Activity): Place {
  const [thread = '', first] = where.id.split(';messageid=');
  const inChannel = isChannel(thread);
  // Our cards begin the threads of channels: what says it carries a button elsewhere is none of them.
  const isCard = inChannel && (!replyToId || replyToId === first);
  const isPersonal = where.conversationType === 'personal';
  return {
    channel: inChannel ? thread : null,
    isPersonal,
    message: isPersonal ? (replyToId ?? null) : isCard ? (first ?? null) : null,
    conversation: where.id,
    serviceUrl,
    tenant: channelData.tenant.id,
  };
}

/** Ids are unique within their conversation. */
function nameOf({ id, conversation: where }: Activity): string | null {
  return id ? `${where.id} ${id}` : null;
}

/** A person who is mentioned stands in the text by Teams' own name for them, `<@29:…>`. */
function peopleMentioned({ text, entities, recipient }: Activity): string {
  let told = text ?? '';
  for (const { type, mentioned, text: words } of entities ?? []) {
    const isPerson = type === 'mention' && mentioned && mentioned.id !== recipient?.id;
    if (isPerson && words) told = told.replace(words, () => ` <@${mentioned.id}> `);
  }
  return told;
}

/** In a channel people have to mention the bot: `<at>Countersign</at> list`. */
function withoutMentions(text: string): string {
  return text
    .replaceAll(/<at(?: [^<>]{0,200})?>[^<]{0,200}<\/at>/gu, ' ')
    .replaceAll(/&nbsp;|\u00a0/gu, ' ')
    .trim();
}

function ignored({ type }: Activity, why: string): TeamsInput {
  return { type: 'ignored', why, isInvoke: type === 'invoke' };
}
