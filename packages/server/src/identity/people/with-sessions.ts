import { isOnChat, type Account, type Membership, type Standing } from '@countersign/core/people';
import type { People } from '../../ports/people.ts';

/** As much of a configured person as it takes to know them by. */
type Known = { id: string; name: string; email?: string | undefined };
/** Whom the configuration lists on one chat platform, with their accounts there. */
type Listed = readonly { id: string; accounts: Account[] }[];

/**
 * People who have signed in, as the humans that they are in chat: with the groups and the standing of
 * their accounts there, never with what their provider says of groups. Who has no listed account on a
 * platform that is in use, or none of ours, is `unrecognised`: they could vote there once more, as
 * somebody else.
 */
export function withSessions(
  chats: People<Account>,
  { people, listed }: { people: readonly Known[]; listed: readonly Listed[] },
): People {
  const byId = new Map(people.map((person) => [person.id, person]));
  const accountsOf = (id: string): Account[][] =>
    listed.map((side) => side.find((person) => person.id === id)?.accounts ?? []);
  const resolved = async (account: Account) => ({ account, ...(await chats.resolve(account)) });
  /** One list for each platform. */
  const inChat = (id: string) =>
    Promise.all(accountsOf(id).map((own) => Promise.all(own.map(resolved))));

  return {
    ...chats,

    async resolve(account) {
      if (isOnChat(account)) return chats.resolve(account);
      const { user: id } = account;
      const known = byId.get(id);
      if (!known) return { person: { id, name: id }, standing: 'unknown' };
      const sides = await inChat(id);
      const others = sides.flat().flatMap(({ person }) => [person.id, ...(person.also ?? [])]);
      return {
        person: named(known, others),
        standing: together(sides),
        accounts: accountsOf(id).flat(),
      };
    },

    async memberships(account, person, groups, freshness) {
      if (isOnChat(account)) return chats.memberships(account, person, groups, freshness);
      const own = (await inChat(account.user)).flat();
      const counting = own.filter(({ standing }) => standing === 'ok');
      const found = await Promise.all(
        counting.map((one) => chats.memberships(one.account, person, groups, freshness)),
      );
      return Object.fromEntries(
        groups.map(({ name, people: members }) => {
          const isListed = members.includes(person.id);
          return [name, isListed ? 'member' : inAny(found.map((of) => of[name] ?? 'unknown'))];
        }),
      );
    },
  };
}

type Stood = { standing: Standing };

/** All that joins them to somebody behind a request, or to a vote in chat; it grants nothing. */
function named({ id, name, email }: Known, others: readonly string[]) {
  const mail = email === undefined ? [] : [`mail:${email.toLowerCase()}`];
  const also = [...new Set([...mail, ...others])].filter((other) => other !== id);
  return also.length === 0 ? { id, name } : { id, name, also };
}

/**
 * One good account is enough beside those of a guest or elsewhere, whose groups don't count. Who was
 * deactivated anywhere, or could not be looked up, may have left since they signed in. Accounts of
 * another organisation alone say nothing of who somebody is in ours.
 */
function together(sides: readonly (readonly Stood[])[]): Standing {
  if (sides.some((own) => own.every(isElsewhere))) return 'unrecognised';
  const standings = sides.flat().map(({ standing }) => standing);
  const worst = (['deactivated', 'bot', 'unknown'] as const).find((one) => standings.includes(one));
  if (worst) return worst;
  return standings.includes('ok') ? 'ok' : (standings[0] ?? 'ok');
}

function isElsewhere({ standing }: Stood): boolean {
  return standing === 'external';
}

function inAny(found: readonly Membership[]): Membership {
  if (found.includes('member')) return 'member';
  return found.includes('unknown') ? 'unknown' : 'not_member';
}
