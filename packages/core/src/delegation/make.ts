import type { Standing } from '../people.ts';
import { moment } from '../text/moment.ts';
import { isInForce, sameParty, type Delegation, type Party, type Speaker } from './delegation.ts';

const DAY_MS = 86_400_000;
export const LONGEST_MS = 30 * DAY_MS;

/** Why nobody was named. Closed, as it goes on record. */
export type DelegationRefusal =
  | 'own_stand_in'
  | 'not_full_member'
  | 'stand_in_not_full_member'
  | 'lookup_failed'
  | 'over_already'
  | 'too_long'
  | 'already_delegated';

export type Made =
  | { ok: true; delegation: Delegation }
  | { ok: false; code: DelegationRefusal; message: string };

/** What is looked up before; `current` are all that are not over, whoever made them. */
export type DelegationFacts = {
  principal: Standing;
  standIn: Standing;
  current: readonly Delegation[];
};

/** A person names a stand-in, from now until then. */
export function makeDelegation(
  asked: { id: string; principal: Party; standIn: Party; until: number },
  facts: DelegationFacts,
  now: number,
): Made {
  const { principal, standIn, until } = asked;
  if (facts.principal === 'unknown' || facts.standIn === 'unknown') {
    return refused(
      'lookup_failed',
      'Who you both are could not be looked up; try again in a moment.',
    );
  }
  if (facts.principal !== 'ok') {
    return refused('not_full_member', 'Only a full member of the organisation names a stand-in.');
  }
  if (facts.standIn !== 'ok') {
    return refused(
      'stand_in_not_full_member',
      `A stand-in is an active, full member of the organisation, and ${standIn.person.name} is not.`,
    );
  }
  if (sameParty(principal, standIn)) {
    return refused('own_stand_in', 'A stand-in is somebody else.');
  }
  if (until <= now) return refused('over_already', `It would have been over at ${moment(until)}.`);
  if (until - now > LONGEST_MS) {
    return refused('too_long', `It lasts 30 days at most, until ${moment(now + LONGEST_MS)}.`);
  }
  const mine = facts.current.find((one) => one.until > now && sameParty(one.principal, principal));
  if (mine) {
    const { name } = mine.standIn.person;
    return refused(
      'already_delegated',
      `${name} stands in for you until ${moment(mine.until)}; undelegate first.`,
    );
  }
  return { ok: true, delegation: { ...asked, from: now } };
}

function refused(code: DelegationRefusal, why: string): Made {
  return { ok: false, code, message: `Nobody was named. ${why}` };
}

/** Those of the delegations in force that a person made, and those by which they stand in. */
export function delegationsOf(party: Speaker, all: readonly Delegation[], now: number) {
  const inForce = all.filter((one) => isInForce(one, now));
  return {
    mine: inForce.filter(({ principal }) => sameParty(principal, party)),
    forOthers: inForce.filter(({ standIn }) => sameParty(standIn, party)),
  };
}
