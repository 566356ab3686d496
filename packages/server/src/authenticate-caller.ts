import type { Person } from '@countersign/core/people';
import type { Caller } from './app/caller.ts';
import { Fault } from './app/fault.ts';
import type { PersonConfig } from './config/shape.ts';
import type { Authenticate, Proof } from './identity/authenticate.ts';

/** From a proved identity to a caller: with the people who stand behind it, who never approve. */
export function callerAuthenticator(authenticate: Authenticate, people: PersonConfig[]) {
  return async (authorization: string | undefined): Promise<Caller> => {
    const result = await authenticate(authorization);
    if (!result.ok) throw new Fault(result.code, result.message);
    const { identity, proof } = result;
    const { id, name, owner } = identity;
    return { identity: { id, name }, behind: peopleBehind(owner, proof, people), proof };
  };
}

function peopleBehind(owner: string | undefined, proof: Proof, people: PersonConfig[]): Person[] {
  const { actor, actor_id: actorId } = proof.kind === 'oidc' ? proof.claims : {};
  const starters = new Set([actor?.toLowerCase(), actorId]);
  return people
    .filter(
      ({ id, github }) => id === owner || github.some((name) => starters.has(name.toLowerCase())),
    )
    .map(({ id, name }) => ({ id, name }));
}
