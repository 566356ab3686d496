import type { Behind } from '@countersign/core/request/state';
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
    const behind = [
      ...starters.map((person) => standing(person, 'starter')),
      ...(ownedBy ? [standing(ownedBy, 'owner')] : []),
    ];
    const facts = {
      name: id,
      owner: owner ?? '',
      proof: proof.kind === 'oidc' ? 'oidc' : 'api-key',
      labels: identity.labels ?? {},
      claims: proof.kind === 'oidc' ? proof.claims : {},
    };
    return { identity: { id, name }, behind: distinct(behind), proof, facts };
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

function standing({ id, name }: KnownStarter, as: Behind['as']): Behind {
  return { id, name, as };
}

/** Who started the run may never decide, whoever else they are to it: the first one counts. */
function distinct(behind: Behind[]): Behind[] {
  return behind.filter(({ id }, at) => behind.findIndex((one) => one.id === id) === at);
}
