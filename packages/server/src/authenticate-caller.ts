import type { Person } from '@countersign/core/people';
import type { Caller } from './app/caller.ts';
import { Fault } from './app/fault.ts';
import type { PersonConfig } from './config/shape.ts';
import type { Authenticate } from './identity/authenticate.ts';

/** From a proved identity to a caller: with the people who stand behind it, who never approve. */
export function callerAuthenticator(authenticate: Authenticate, people: PersonConfig[]) {
  return async (authorization: string | undefined): Promise<Caller> => {
    const result = await authenticate(authorization);
    if (!result.ok) throw new Fault(result.code, result.message);
    const { identity, proof, starter } = result;
    const { id, name, owner } = identity;
    return { identity: { id, name }, behind: peopleBehind(owner, starter, people), proof };
  };
}

function peopleBehind(
  owner: string | undefined,
  starter: string[],
  people: PersonConfig[],
): Person[] {
  const starters = new Set(starter.map((name) => name.toLowerCase()));
  return people
    .filter(
      ({ id, github }) => id === owner || github.some((name) => starters.has(name.toLowerCase())),
    )
    .map(({ id, name }) => ({ id, name }));
}
