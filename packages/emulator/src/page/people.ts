import type { SlackDouble } from '../double.ts';
import type { User } from '../workspace.ts';

/** Someone as the page shows them. */
export interface Person {
  id: string;
  name: string;
  initials: string;
  /** One of eight avatar colours. */
  hue: number;
  /** guest, external, deactivated, app */
  badges: string[];
  /** Handles of their usergroups, without @. */
  groups: string[];
}

/** Those whom one can be on the page: people, with the deactivated last. */
export function peopleOf({ workspace }: SlackDouble): Person[] {
  const people = [...workspace.users.values()].filter((user) => !user.is_bot);
  return people
    .sort((a, b) => Number(a.deleted) - Number(b.deleted))
    .map((user) => personOf(user, workspace));
}

export function personOf(user: User, workspace: SlackDouble['workspace']): Person {
  const groups = [...workspace.usergroups.values()].filter((group) =>
    group.users.includes(user.id),
  );
  return {
    id: user.id,
    name: user.real_name,
    initials: initials(user.real_name),
    hue: [...workspace.users.keys()].indexOf(user.id) % 8,
    badges: badges(user, workspace),
    groups: groups.map((group) => group.handle),
  };
}

export function initials(name: string): string {
  const words = name.split(/\s+/).filter(Boolean);
  return [words[0], words.length > 1 ? words.at(-1) : undefined]
    .map((word) => word?.match(/\p{L}|\p{N}/u)?.[0] ?? '')
    .join('')
    .toUpperCase();
}

function badges(user: User, { team, enterprise }: SlackDouble['workspace']): string[] {
  const home = [team.id, enterprise?.id];
  const external = user.is_stranger || !home.includes(user.team_id);
  return [
    user.is_bot && 'app',
    (user.is_restricted || user.is_ultra_restricted) && 'guest',
    external && 'external',
    user.deleted && 'deactivated',
  ].filter((badge) => badge !== false);
}
