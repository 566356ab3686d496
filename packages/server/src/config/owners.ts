import { z } from 'zod';
import type { IdentitiesConfig } from '../identity/config.ts';
import { id } from './leaf.ts';

/** A team that owns bots. Everybody in it stands behind what they ask. */
export const ownerTeam = z.strictObject({
  id,
  name: z.string().min(1).max(100),
  /** Ids under people. */
  people: z.array(z.string().min(1)).min(1).max(50),
});

type Owned = {
  people: { id: string }[];
  ownerTeams: z.infer<typeof ownerTeam>[];
  identities: Pick<IdentitiesConfig['identities'][number], 'id' | 'owner'>[];
};
type Fault = { path: (string | number)[]; message: string };

const prefix = 'team:';

/** The ids of those who answer for something of this owner; none where there is no such owner. */
export function peopleOf(
  owner: string | undefined,
  { people, ownerTeams }: Pick<Owned, 'people' | 'ownerTeams'>,
): string[] {
  if (owner === undefined) return [];
  if (!owner.startsWith(prefix)) return people.some(({ id }) => id === owner) ? [owner] : [];
  return ownerTeams.find((team) => `${prefix}${team.id}` === owner)?.people ?? [];
}

/** Bots that nobody answers for, and teams of nobody. */
export function ownerFaults(config: Owned): Fault[] {
  const { people, ownerTeams, identities } = config;
  const known = new Set(people.map((person) => person.id));
  const seen = new Set<string>();
  return [
    ...ownerTeams.flatMap((team, at): Fault[] => [
      ...(seen.size < seen.add(team.id).size
        ? []
        : [{ path: ['ownerTeams', at, 'id'], message: 'This team is listed twice.' }]),
      ...team.people.flatMap((name, i) =>
        known.has(name) ? [] : [{ path: ['ownerTeams', at, 'people', i], message: nobody(name) }],
      ),
    ]),
    ...identities.flatMap(({ id: bot, owner }, at): Fault[] => {
      if (owner === undefined) {
        const message = `"${bot}" has no owner, and what nobody answers for may ask for nothing. Add owner: the id of a person under people, or team: and the id of one under ownerTeams.`;
        return [{ path: ['identities', at], message }];
      }
      if (peopleOf(owner, config).length > 0) return [];
      const message = owner.startsWith(prefix)
        ? `There is no team "${owner.slice(prefix.length)}" under ownerTeams.`
        : nobody(owner);
      return [{ path: ['identities', at, 'owner'], message }];
    }),
  ];
}

function nobody(name: string): string {
  return `There is no person "${name}" under people.`;
}
