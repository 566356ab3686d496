import type { Config } from './shape.ts';

type Person = Config['people'][number];
type Fault = { path: (string | number)[]; message: string };
type Claim = { key: string; path: (string | number)[] };

/**
 * Accounts that two people have: whoever uses one would be taken for either, and could decide what
 * only the other one may, or escape being recognised as who asks. Of `logins` signInFaults tells.
 */
export function sharedAccounts(people: readonly Person[]): Fault[] {
  const owners = new Map<string, string>();
  return people.flatMap((person, at) =>
    claimsOf(person).flatMap(({ key, path }) => {
      const owner = owners.get(key) ?? person.id;
      owners.set(key, owner);
      if (owner === person.id) return [];
      const message = `This is listed under ${owner} as well, and an account is one human's: leave it with whose it is.`;
      return [{ path: ['people', at, ...path], message }];
    }),
  );
}

/** Spelled as platforms compare them: user names and addresses without regard to case. */
function claimsOf(person: Person): Claim[] {
  const listed = (kind: 'slack' | 'github' | 'gitlab' | 'circleci') =>
    person[kind].map((name, i) => ({ key: `${kind} ${name.toLowerCase()}`, path: [kind, i] }));
  return [
    ...[person.email ?? []].flat().map((address) => ({
      key: `email ${address.toLowerCase()}`,
      path: ['email'],
    })),
    ...listed('slack'),
    ...person.teams.map(({ tenant, user }, i) => ({
      key: `teams ${tenant} ${user}`,
      path: ['teams', i, 'user'],
    })),
    ...listed('github'),
    ...listed('gitlab'),
    ...listed('circleci'),
  ];
}
