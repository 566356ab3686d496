import type { SlackDouble } from '../../double.ts';
import { peopleIn } from '../../teams/page/people.ts';
import type { TeamsDouble } from '../../teams/double.ts';
import { type Person, peopleOf } from '../people.ts';

/** Someone with their accounts; null where they have none. */
export interface Human extends Person {
  slack: string | null;
  teams: string | null;
}

/**
 * The people of both doubles. Accounts with the same address are one human's, and so are those with
 * the same name where one has no address: names are good enough for choosing whom to play.
 */
export function humansOf(slack: SlackDouble, teams: TeamsDouble): Human[] {
  const inTeams = peopleIn(teams);
  const humans: Human[] = peopleOf(slack).map((person) => {
    const { email } = slack.workspace.users.get(person.id) ?? {};
    const account = inTeams.find(({ id, name }) => {
      const mail = teams.directory.people.get(id)?.mail;
      return email && mail ? email.toLowerCase() === mail.toLowerCase() : name === person.name;
    });
    return { ...person, ...joined(person, account), slack: person.id, teams: account?.id ?? null };
  });
  const known = new Set(humans.map((human) => human.teams));
  const others = inTeams.filter(({ id }) => !known.has(id));
  return [...humans, ...others.map((person) => ({ ...person, slack: null, teams: person.id }))];
}

const joined = (one: Person, other: Person | undefined) => ({
  badges: [...new Set([...one.badges, ...(other?.badges ?? [])])],
  groups: [...new Set([...one.groups, ...(other?.groups ?? [])])],
});
