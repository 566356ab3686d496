import { isInstalled } from '../directory.ts';
import { usualRefusal } from '../refusal.ts';
import type { Answer } from '../serve.ts';
import type { Teams } from '../teams.ts';

/** `GET /v3/teams/{id}` */
export function getTeam({ directory }: Teams, id: string): Answer {
  const team = installedTeam(directory, id);
  const { name, aadGroupId, tenantId, members } = team;
  const channelCount = standardChannels(directory, id).length;
  const counts = { channelCount, memberCount: members.length };
  return { status: 200, body: { id, name, aadGroupId, type: 'standard', tenantId, ...counts } };
}

/** `GET /v3/teams/{id}/conversations`: the general channel has no name there. */
export function getTeamChannels({ directory }: Teams, id: string): Answer {
  installedTeam(directory, id);
  const conversations = standardChannels(directory, id).map(({ id: channel, name }) =>
    channel === id ? { id: channel, type: 'standard' } : { id: channel, name, type: 'standard' },
  );
  return { status: 200, body: { conversations } };
}

function installedTeam(directory: Teams['directory'], id: string) {
  const team = directory.teams.get(id);
  if (team === undefined) throw usualRefusal('connector', 404);
  if (!team.installed) throw usualRefusal('connector', 403);
  return team;
}

function standardChannels(directory: Teams['directory'], team: string) {
  return [...directory.channels.values()].filter(
    (channel) =>
      channel.team === team &&
      channel.membershipType === 'standard' &&
      isInstalled(directory, channel),
  );
}
