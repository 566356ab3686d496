import type { Behind } from '@countersign/core/request/state';
import type { Caller } from './app/caller.ts';
import { Fault } from './app/fault.ts';
import { peopleOf } from './config/owners.ts';
import type { Config, PersonConfig } from './config/shape.ts';
import type { Authenticate, Authentication } from './identity/authentication.ts';

type KnownPerson = Pick<PersonConfig, 'id' | 'name' | 'github'> &
  Partial<Pick<PersonConfig, 'gitlab' | 'circleci'>>;
type Proved = Authentication & { ok: true };

export type CallerOptions = {
  people: KnownPerson[];
  ownerTeams?: Config['ownerTeams'];
  /** Told of each proof that held. */
  used?: (identity: string, proof: Proved['proof']) => void;
};

/** From a proved identity to a caller: with the people who stand behind it, who never approve. */
export function callerAuthenticator(authenticate: Authenticate, options: CallerOptions) {
  const { people, ownerTeams = [], used } = options;
  const byId = new Map(people.map((person) => [person.id, person]));
  const startersOf = starters(people);

  return async (authorization: string | undefined): Promise<Caller> => {
    const result = await authenticate(authorization);
    if (!result.ok) throw new Fault(result.code, result.message);
    const { identity, proof } = result;
    const { id, name, owner, requireKnownStarter = false } = identity;
    const started = startersOf(result);
    if (requireKnownStarter && started.length === 0 && !isBot(result)) throw unknownStarter();
    const owners = peopleOf(owner, { people, ownerTeams }).flatMap((one) => byId.get(one) ?? []);
    const behind = [
      ...started.map((person) => standing(person, 'starter')),
      ...keepersOf(result, byId),
      ...owners.map((person) => standing(person, 'owner')),
    ];
    used?.(id, proof);
    return {
      identity: { id, name },
      behind: distinct(behind),
      proof,
      facts: {
        name: id,
        owner: owner ?? '',
        proof: proof.kind === 'oidc' ? 'oidc' : 'api-key',
        labels: identity.labels ?? {},
        claims: proof.kind === 'oidc' ? proof.claims : {},
      },
      registered: {
        standing: standingOf(identity.status, owners),
        ...(identity.actions === undefined ? {} : { actions: identity.actions }),
      },
    };
  };
}

function standingOf(status: Proved['identity']['status'], owners: KnownPerson[]) {
  if (status === 'suspended') return 'suspended';
  return owners.length === 0 ? 'ownerless' : 'active';
}

/** Who let a bot in by a proof of their making could ask as it, and approve that. Operators name no person. */
function keepersOf({ keepers = [] }: Proved, byId: Map<string, KnownPerson>): Behind[] {
  const ids = keepers.flatMap((by) => (by.startsWith('person:') ? by.slice('person:'.length) : []));
  return ids.map((id) => standing(byId.get(id) ?? { id, name: id }, 'keeper'));
}

/** Accounts on different platforms may have one name, and are not one person's for that. */
function starters(people: KnownPerson[]): (proved: Proved) => KnownPerson[] {
  const accounts = people.flatMap((person) =>
    (['github', 'gitlab', 'circleci'] as const).flatMap((on) =>
      (person[on] ?? []).map((name) => ({ at: account(on, name), person })),
    ),
  );
  const byAccount = Map.groupBy(accounts, ({ at }) => at);
  return ({ starter, starterOn }) =>
    starterOn === undefined
      ? []
      : starter
          .flatMap((name) => byAccount.get(account(starterOn, name)) ?? [])
          .map(({ person }) => person);
}

/** No platform tells two names apart by their case. */
function account(on: string, name: string): string {
  return `${on} ${name.toLowerCase()}`;
}

/** GitHub gives the logins of apps this ending, which no human's login can have. */
function isBot({ starter, starterOn }: Proved): boolean {
  return starterOn === 'github' && starter.some((name) => name.endsWith('[bot]'));
}

function unknownStarter(): Fault {
  return new Fault(
    'forbidden',
    'Nobody here knows the person who started this run, so they could not be kept from approving it. Have an operator add their account there under people, or have somebody who is listed start it.',
  );
}

function standing({ id, name }: Pick<KnownPerson, 'id' | 'name'>, as: Behind['as']): Behind {
  return { id, name, as };
}

/** Who started the run, or made its proof, never decides, whoever else they are to it: the first one counts. */
function distinct(behind: Behind[]): Behind[] {
  return behind.filter(({ id }, at) => behind.findIndex((one) => one.id === id) === at);
}
