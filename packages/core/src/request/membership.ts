import type { Membership } from '../people.ts';

/** In any of these groups. A group that nobody looked up is unknown, and so is being in none at all. */
export function membershipIn(
  groups: readonly string[],
  memberships: { readonly [group: string]: Membership },
): Membership {
  const found = groups.map((group) => memberships[group] ?? 'unknown');
  if (found.includes('member')) return 'member';
  return found.length === 0 || found.includes('unknown') ? 'unknown' : 'not_member';
}
