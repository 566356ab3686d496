import { isInForce, type Delegation } from '@countersign/core/delegation/delegation';
import { samePerson, type Person } from '@countersign/core/people';
import type { Member } from '../ports/people.ts';
import type { Context } from './context.ts';

/** Who stands in now for any of these people, and is none of them. */
export async function standInsOf(ctx: Context, people: readonly Person[]): Promise<Delegation[]> {
  if (people.length === 0) return [];
  const now = ctx.now();
  const isOneOf = (person: Person) => people.some((one) => samePerson(one, person));
  return (await ctx.store.delegations.current(now)).filter(
    (one) => isInForce(one, now) && isOneOf(one.principal.person) && !isOneOf(one.standIn.person),
  );
}

/** As they are named among those who can decide: a stand-in says for whom. */
export function asMember({ principal, standIn }: Delegation): Member {
  const { person, account } = standIn;
  return { ...person, name: `${person.name} (for ${principal.person.name})`, accounts: [account] };
}
