import type { Person } from '@countersign/core/people';
import type { Caller } from './app/caller.ts';
import { Fault } from './app/fault.ts';
import type { PersonConfig } from './config/shape.ts';
import type { Authenticate } from './identity/authentication.ts';

type KnownStarter = Pick<PersonConfig, 'id' | 'name' | 'github'>;

/** From a proved identity to a caller: with the people who stand behind it, who never approve. */
export function callerAuthenticator(authenticate: Authenticate, people: KnownStarter[]) {
  return async (authorization: string | undefined): Promise<Caller> => {
    const result = await authenticate(authorization);
    if (!result.ok) throw new Fault(result.code, result.message);
    const { identity, proof, starter } = result;
    const { id, name, owner, requireKnownStarter = false } = identity;
    const starters = startersOf(starter, people);
    if (requireKnownStarter && starters.length === 0 && !isBot(starter)) throw unknownStarter();
    const behind = people.filter((person) => person.id === owner || starters.includes(person));
    return { identity: { id, name }, behind: behind.map(asPerson), proof };
  };
}

function startersOf(starter: string[], people: KnownStarter[]): KnownStarter[] {
  const starters = new Set(starter.map((name) => name.toLowerCase()));
  return people.filter(({ github }) => github.some((name) => starters.has(name.toLowerCase())));
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
