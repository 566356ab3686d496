import { samePerson, type Account, type AnyAccount, type Person } from '../people.ts';

/** A person, by the account that they were known by then. */
export type Party = { person: Person; account: Account };

/** The same of somebody who may have signed in instead. */
export type Speaker = { person: Person; account: Pick<AnyAccount, 'platform' | 'user'> };

/**
 * `standIn` votes for `principal` from `from` until just before `until` (milliseconds since the
 * epoch), wherever only the principal could. It passes nothing on that was passed to the principal.
 */
export type Delegation = {
  id: string;
  principal: Party;
  standIn: Party;
  from: number;
  until: number;
};

/** An account stays, whoever it is said to be; a human may have several. */
export function sameParty(a: Speaker, b: Speaker): boolean {
  const sameAccount =
    a.account.platform === b.account.platform && a.account.user === b.account.user;
  return sameAccount || samePerson(a.person, b.person);
}

export function isInForce({ from, until }: Pick<Delegation, 'from' | 'until'>, now: number) {
  return from <= now && now < until;
}
