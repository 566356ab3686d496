import type { Person } from '@countersign/core/people';
import type { Caller } from './app/caller.ts';
import { Fault } from './app/fault.ts';
import type { PersonConfig } from './config/shape.ts';
import type { Authenticate } from './identity/authentication.ts';

type KnownStarter = Pick<PersonConfig, 'id' | 'name' | 'github'>;

/** From a proved identity to a caller: with the people who stand behind it, who never approve. */
export function callerAuthenticator(authenticate: Authenticate, people: KnownStarter[]) {
  const byId = new Map(people.map((person) => [person.id, person]));
  const byLogin = Map.groupBy(
    people.flatMap((person) => person.github.map((name) => ({ name: lower(name), person }))),
    ({ name }) => name,
  );
  const startersOf = (names: string[]): KnownStarter[] =>
    names.flatMap((name) => byLogin.get(lower(name)) ?? []).map(({ person }) => person);

  return async (authorization: string | undefined): Promise<Caller> => {
    const result = await authenticate(authorization);
    if (!result.ok) throw new Fault(result.code, result.message);
    const { identity, proof, starter } = result;
    const { id, name, owner, requireKnownStarter = false } = identity;
    const starters = startersOf(starter);
    if (requireKnownStarter && starters.length === 0 && !isBot(starter)) throw unknownStarter();
    const ownedBy = owner === undefined ? undefined : byId.get(owner);
    const behind = new Set([...(ownedBy ? [ownedBy] : []), ...starters]);
    return { identity: { id, name }, behind: [...behind].map(asPerson), proof };
  };
}

/** GitHub tells no two logins apart by their case. */
function lower(login: string): string {
  return login.toLowerCase();
}

/** GitHub gives the logins of apps this ending, which no human's login can have. */
function isBot(starter: string[]): boolean {
  return starter.some((name) => name.endsWith('[bot]'));
}

function unknownStarter(): Fault {
  return new Fault(
    'forbidden',
    'Nobody here knows the person who started this run, so they could not be kept from approving it. Have an operator add their GitHub login or id under people, or have somebody who is listed start it.',
  );
}

function asPerson({ id, name }: KnownStarter): Person {
  return { id, name };
}
