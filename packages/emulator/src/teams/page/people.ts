import { initials, type Person } from '../../page/people.ts';
import type { Directory, Person as Member } from '../directory.ts';
import type { TeamsDouble } from '../double.ts';

/** Those whom one can be on the page, with the disabled accounts last. */
export function peopleIn(double: TeamsDouble): Person[] {
  return membersByStanding(double.directory).map((member) => personOf(double, member));
}

export function membersByStanding({ people }: Directory): Member[] {
  return [...people.values()].sort((a, b) => Number(b.accountEnabled) - Number(a.accountEnabled));
}

/** The bot as somebody who writes. */
export const bot = ({ botName }: TeamsDouble): Person => ({
  id: 'bot',
  name: botName,
  initials: initials(botName),
  hue: 0,
  badges: ['app'],
  groups: [],
});

export function personOf({ directory }: TeamsDouble, member: Member): Person {
  const { aadObjectId: id, name, userType, accountEnabled, tenantId } = member;
  const groups = [...directory.groups.values()].filter(({ members }) => members.includes(id));
  const badges = [
    userType === 'Guest' && 'guest',
    tenantId !== directory.tenantId && 'external',
    !accountEnabled && 'deactivated',
  ].filter((badge) => badge !== false);
  // The first colour is the bot's.
  const hue = (1 + [...directory.people.keys()].indexOf(id)) % 8;
  const names = groups.map(({ displayName }) => displayName);
  return { id, name, initials: initials(name), hue, badges, groups: names };
}
