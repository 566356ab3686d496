import type { Account, Person } from '@countersign/core/people';
import type { Member } from '../ports/people.ts';

/** A person whom the configuration names, with all that they are known by. */
export type ConfiguredPerson = {
  id: string;
  name: string;
  accounts: Account[];
  /** Joins an account only where its platform has confirmed the address. */
  emails: string[];
};

export type KnownPeople = {
  /** By the account first, then by an address that the platform vouches for. */
  find(account: Account, addresses: readonly string[]): Person | undefined;
  byId(id: string): Person | undefined;
};

/** `keyOf` spells an account in one way. Throws where two people share an account or an address. */
export function indexPeople(
  people: readonly ConfiguredPerson[],
  keyOf: (account: Account) => string,
): KnownPeople {
  const byAccount = index(people, (person) => person.accounts.map(keyOf));
  const byEmail = index(people, (person) => person.emails.map((email) => email.toLowerCase()));
  const byId = new Map(people.map((person) => [person.id, person]));
  return {
    find: (account, addresses) =>
      plain(
        byAccount.get(keyOf(account)) ??
          addresses
            .flatMap(confirmable)
            .map((address) => byEmail.get(address))
            .find(Boolean),
      ),
    byId: (id) => plain(byId.get(id)),
  };
}

/**
 * Where people come from two platforms, any address that both vouch for makes their accounts one
 * person, whoever lists which of them; without one they can't be told apart from two.
 */
export function joinedBy(person: Person, addresses: readonly string[]): Person {
  const also = addresses.flatMap(confirmable).map((address) => `mail:${address}`);
  return also.length === 0 ? person : { ...person, also };
}

/** Somebody whom the configuration does not name; `address` joins them to others who have it. */
export function unlisted(
  { platform, team, user }: Account,
  name: string,
  address: string | undefined,
): Person {
  const [joined] = address === undefined ? [] : confirmable(address);
  return { id: joined === undefined ? `${platform}:${team}:${user}` : `mail:${joined}`, name };
}

/** One entry for each person, with all the accounts that the entries have, each once. */
export function distinct(members: readonly Member[]): Member[] {
  const people = new Map<string, Person>();
  const accounts = new Map<string, Map<string, Account>>();
  for (const { accounts: own = [], ...person } of members) {
    people.set(person.id, person);
    const known = accounts.get(person.id) ?? new Map<string, Account>();
    for (const one of own) known.set(`${one.platform} ${one.team} ${one.user}`, one);
    accounts.set(person.id, known);
  }
  return [...people.values()].map((person) => ({
    ...person,
    accounts: [...(accounts.get(person.id)?.values() ?? [])],
  }));
}

/**
 * User ids of a person, of one team where it is named: those that the platform named them by, then
 * those of the configuration; who is not configured carries theirs in their id.
 */
export function accountsOf(
  platform: Account['platform'],
  people: readonly ConfiguredPerson[],
  team?: string,
): (member: Member) => string[] {
  const isHere = (account: { platform: string | undefined; team: string | undefined }) =>
    account.platform === platform && (team === undefined || account.team === team);
  const listed = new Map(people.map(({ id, accounts }) => [id, accounts]));
  return ({ id, accounts = [] }) => {
    const [named, of, user] = id.split(':');
    if (user !== undefined && isHere({ platform: named, team: of })) return [user];
    const known = [...accounts, ...(listed.get(id) ?? [])].filter(isHere);
    return [...new Set(known.map((account) => account.user))];
  };
}

function plain(person: ConfiguredPerson | undefined): Person | undefined {
  return person && { id: person.id, name: person.name };
}

/** Beyond ASCII letters of different addresses become one when their case is folded. */
function confirmable(address: string): string[] {
  return /^[\x21-\x7e]+$/.test(address) ? [address.toLowerCase()] : [];
}

function index(
  people: readonly ConfiguredPerson[],
  keysOf: (person: ConfiguredPerson) => string[],
): Map<string, ConfiguredPerson> {
  const found = new Map<string, ConfiguredPerson>();
  for (const person of people) {
    for (const key of keysOf(person)) {
      const other = found.get(key);
      if (other !== undefined && other.id !== person.id) {
        throw new Error(
          `People ${other.id} and ${person.id} both claim ${key}; one human has one entry.`,
        );
      }
      found.set(key, person);
    }
  }
  return found;
}
