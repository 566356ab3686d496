import type { JsonObject } from '../../json.ts';
import { chatWith, type Conversation } from '../conversations.ts';
import type { TeamsDelivery } from '../delivery.ts';
import type { Person } from '../directory.ts';
import type { Forgery } from '../forgery.ts';
import type { Teams } from '../teams.ts';
import { activityFrom } from './activity.ts';
import { actor } from './actor.ts';
import { deliver } from './deliver.ts';

export interface Installation {
  /** Who does it; also where, if nothing else is named. */
  person: string;
  /** A team with its standard channels, or one private or shared channel. */
  channel?: string;
  forge?: Forgery;
}

/**
 * Adds the app and tells it: `conversationUpdate`, then `installationUpdate`.
 * Source: https://learn.microsoft.com/microsoftteams/platform/bots/how-to/conversations/subscribe-to-conversation-events
 */
export function install(teams: Teams, act: Installation): Promise<TeamsDelivery[]> {
  return tell(teams, act, true);
}

/** The app is gone from there before it is told. */
export function uninstall(teams: Teams, act: Installation): Promise<TeamsDelivery[]> {
  return tell(teams, act, false);
}

async function tell(teams: Teams, act: Installation, installed: boolean): Promise<TeamsDelivery[]> {
  const person = actor(teams, act.person, false);
  const conversation = mark(teams, person, act.channel, installed);
  teams.changes.notify({ kind: 'directory' });
  const bot = { id: `28:${teams.bot.appId}` };
  const told: JsonObject[] = [
    { type: 'conversationUpdate', [installed ? 'membersAdded' : 'membersRemoved']: [bot] },
    { type: 'installationUpdate', action: installed ? 'add' : 'remove' },
  ];
  const deliveries: TeamsDelivery[] = [];
  for (const fields of told) {
    const base = activityFrom(teams, person, conversation, fields);
    deliveries.push(await deliver(teams, withEvent(base, conversation, installed), act.forge));
  }
  return deliveries;
}

function mark(
  teams: Teams,
  person: Person,
  channel: string | undefined,
  installed: boolean,
): Conversation {
  const { directory } = teams;
  if (channel === undefined) {
    person.installed = installed;
    return chatWith(teams, person);
  }
  const place = directory.channels.get(channel);
  if (place === undefined) throw new Error(`There is no channel ${channel}.`);
  if (place.membershipType === 'standard') {
    const team = directory.teams.get(place.team);
    if (team !== undefined) team.installed = installed;
  } else place.installed = installed;
  return { kind: 'channel', id: channel, channel: place, thread: undefined };
}

function withEvent(activity: JsonObject, conversation: Conversation, added: boolean): JsonObject {
  if (conversation.kind === 'personal') return activity;
  const data = activity['channelData'] as JsonObject;
  const settings = { selectedChannel: { id: conversation.id } };
  const event =
    activity['type'] === 'conversationUpdate'
      ? { eventType: added ? 'teamMemberAdded' : 'teamMemberRemoved' }
      : {};
  return { ...activity, channelData: { ...data, ...event, settings } };
}
