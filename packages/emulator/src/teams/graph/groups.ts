import type { Group } from '../directory.ts';
import { Refusal } from '../refusal.ts';
import type { Teams } from '../teams.ts';
import { notFound } from './users.ts';

const maxGroups = 20;
const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export function groupIn({ directory }: Teams, id: string): Group {
  const group = directory.groups.get(id);
  if (group !== undefined && group.tenantId === directory.tenantId) return group;
  throw notFound(id);
}

/**
 * Those of the named groups that this object is in, through other groups too; groups whose members
 * the app may not read are left out without a word.
 * Source: https://learn.microsoft.com/graph/api/directoryobject-checkmembergroups
 */
export function memberGroups(teams: Teams, member: string, ids: readonly unknown[]): string[] {
  if (ids.length > maxGroups) {
    throw bad(`The number of ids must not be more than ${maxGroups}.`);
  }
  const asked = ids.map((id) => {
    if (typeof id === 'string' && guid.test(id)) return id;
    throw bad(`Invalid GUID: ${String(id)}`);
  });
  return asked.filter((id) => {
    const group = teams.directory.groups.get(id);
    return group !== undefined && isReadable(teams, group) && hasMember(teams, group, member);
  });
}

/** Object ids; of the group itself, or through the groups in it too. */
export function membersOfGroup(teams: Teams, group: Group, transitive: boolean): string[] {
  if (!isReadable(teams, group)) return [];
  const members = transitive ? [...reached(teams, group)] : group.members;
  const { people, tenantId } = teams.directory;
  // People of another tenant are in no group of this one: a guest's account is one of this tenant.
  return members.filter((id) => (people.get(id)?.tenantId ?? tenantId) === tenantId);
}

function isReadable({ graphRoles }: Teams, group: Group): boolean {
  return !group.hiddenMembership || graphRoles.includes('Member.Read.Hidden');
}

function hasMember(teams: Teams, group: Group, member: string): boolean {
  return reached(teams, group).has(member);
}

/** Each member once, however groups nest or go in circles. */
function reached(teams: Teams, group: Group, seen = new Set<string>()): Set<string> {
  for (const member of group.members) {
    if (seen.has(member)) continue;
    seen.add(member);
    const inner = teams.directory.groups.get(member);
    if (inner !== undefined) reached(teams, inner, seen);
  }
  return seen;
}

const bad = (message: string) => new Refusal(400, 'Request_BadRequest', message);
