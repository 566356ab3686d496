import type { JsonObject } from '../../json.ts';
import { usualRefusal } from '../refusal.ts';
import type { Teams } from '../teams.ts';
import { notFound } from './users.ts';

const readChannels = 'ChannelSettings.Read.Group';

/**
 * A channel of a team, which is named by its group; the team itself consents to it.
 * Source: https://learn.microsoft.com/graph/api/channel-get
 */
export function channelAs({ directory }: Teams, group: string, id: string): JsonObject {
  const team = [...directory.teams.values()].find(({ aadGroupId }) => aadGroupId === group);
  if (team === undefined) throw notFound(group);
  if (!team.installed || !team.consented.includes(readChannels)) throw usualRefusal('graph', 403);
  const channel = directory.channels.get(id);
  if (channel?.team !== team.id) throw notFound(id);
  const { name: displayName, membershipType } = channel;
  return { id, displayName, membershipType };
}
