import type { RichTextElement } from '@slack/types';
import type { Ping } from '../../../ports/chat.ts';
import type { Member } from '../../../ports/people.ts';

/** A message that calls more than this calls nobody. */
const MOST = 10;

/**
 * Elements that notify, made from ids of the policy and of the directory alone. A user group is
 * mentioned as a whole where all of it can act; else those of it who can, by name.
 */
export function mentionsOf(
  ping: Ping,
  accountsOf: (member: Member) => string[],
): RichTextElement[] {
  const groups = ping.flatMap(({ group, all }) => (all ? group.slackUserGroups : []));
  const users = ping.flatMap(({ group, people, all, standIns = [] }) => {
    const named = all ? people.filter(({ id }) => group.people.includes(id)) : people;
    return [...named, ...standIns].flatMap((person) => accountsOf(person).slice(0, 1));
  });
  return [
    ...[...new Set(groups)].map((id) => ({ type: 'usergroup' as const, usergroup_id: id })),
    ...[...new Set(users)].map((id) => ({ type: 'user' as const, user_id: id })),
  ].slice(0, MOST);
}
