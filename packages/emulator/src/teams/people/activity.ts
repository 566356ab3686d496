import { randomUUID } from 'node:crypto';
import type { JsonObject } from '../../json.ts';
import type { Conversation } from '../conversations.ts';
import { mriOf, type Person } from '../directory.ts';
import { serviceUrlOf, type Teams } from '../teams.ts';

/** What every activity from Teams says of who acts, where, and to whom. */
export function activityFrom(
  teams: Teams,
  person: Person,
  conversation: Conversation,
  fields: JsonObject,
): JsonObject {
  const { bot, directory } = teams;
  const at = new Date(teams.now()).toISOString();
  return {
    timestamp: at,
    localTimestamp: at,
    id: `f:${randomUUID()}`,
    channelId: 'msteams',
    serviceUrl: serviceUrlOf(teams),
    from: {
      id: mriOf(bot.appId, person.aadObjectId),
      name: person.name,
      aadObjectId: person.aadObjectId,
    },
    conversation: conversationIn(teams, conversation),
    recipient: { id: `28:${bot.appId}`, name: bot.name },
    entities: [clientInfo],
    channelData: { ...placeIn(teams, conversation), tenant: { id: directory.tenantId } },
    locale: 'en-US',
    localTimezone: 'Europe/London',
    ...fields,
  };
}

const clientInfo = {
  type: 'clientInfo',
  locale: 'en-US',
  country: 'US',
  platform: 'Web',
  timezone: 'Europe/London',
};

function conversationIn({ directory: { tenantId } }: Teams, conversation: Conversation) {
  const { kind, id, thread } = conversation;
  if (kind === 'personal') return { conversationType: 'personal', tenantId, id };
  const address = thread === undefined ? id : `${id};messageid=${thread}`;
  return { isGroup: true, conversationType: 'channel', tenantId, id: address };
}

function placeIn({ directory }: Teams, conversation: Conversation): JsonObject {
  if (conversation.kind === 'personal') return {};
  const { channel } = conversation;
  const team = directory.teams.get(channel.team);
  const type = channel.membershipType === 'standard' ? {} : { type: channel.membershipType };
  return {
    channel: { id: channel.id, ...type },
    team: { id: channel.team, name: team?.name, aadGroupId: team?.aadGroupId },
  };
}
