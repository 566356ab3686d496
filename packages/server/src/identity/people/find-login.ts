import type { FindLogin, Login } from '../../ports/login.ts';

/** As much of a configured person as it takes to know their accounts. */
export type PersonWithLogins = {
  id: string;
  name: string;
  logins: { issuer: string; subject: string }[];
  teams: { tenant: string; user: string }[];
};

/**
 * Whose an account is, by what never passes to another one. Who has two accounts is one person; an
 * account that would be two people's is nobody's.
 */
export function loginFinder(people: readonly PersonWithLogins[]): FindLogin {
  const by = new Map<string, PersonWithLogins[]>();
  for (const person of people) {
    const keys = [...person.logins.map(loginKey), ...person.teams.map(entraKey)];
    for (const key of new Set(keys)) by.set(key, [...(by.get(key) ?? []), person]);
  }
  return (login: Login) => {
    const keys = [loginKey(login), ...(login.entra ? [entraKey(login.entra)] : [])];
    const [found, ...others] = new Set(keys.flatMap((key) => by.get(key) ?? []));
    return found && others.length === 0 ? { id: found.id, name: found.name } : undefined;
  };
}

function loginKey({ issuer, subject }: { issuer: string; subject: string }): string {
  return JSON.stringify(['login', issuer, subject]);
}

function entraKey({ tenant, user }: { tenant: string; user: string }): string {
  return JSON.stringify(['entra', tenant.toLowerCase(), user.toLowerCase()]);
}
