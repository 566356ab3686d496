import type { Account, Membership, Person, Standing } from '@countersign/core/people';
import type { Group } from '@countersign/core/policy/plan';
import type { Freshness, Member, People } from '../../ports/people.ts';
import { distinct, indexPeople, joinedBy, unlisted, type ConfiguredPerson } from '../configured.ts';
import { TeamsCallError } from './call-error.ts';
import { isAbsent } from './failure.ts';
import type { TeamsDirectory } from './directory.ts';
import type { EntraUser } from './graph.ts';

export type TeamsPeopleOptions = {
  people: ConfiguredPerson[];
  /** The first one is the app's own, and its groups are those of the policy. */
  tenants: readonly string[];
  directory: TeamsDirectory;
  /** People come from another platform, too: an address joins the accounts of one human. */
  joined?: boolean;
  /** Told of look-ups that failed; the person at hand is told in general words. */
  onFailure: (what: string, error: unknown) => void;
};

/** People as configuration and Entra know them. Throws where two people share an account or e-mail. */
export function teamsPeople({
  people,
  tenants,
  directory,
  joined = false,
  onFailure,
}: TeamsPeopleOptions): People<Account> {
  const known = indexPeople(people, ({ platform, team, user }) => `${platform} ${team} ${user}`);
  const [home = ''] = tenants;

  const personOf = (tenant: string, user: EntraUser): Person => {
    const account = accountOf(tenant, user);
    const isColleague = standingOf(user) === 'ok';
    const vouched = isColleague ? vouchedFor(user, tenant === home) : [];
    const found = known.find(account, vouched);
    if (!joined) return found ?? unlisted(account, user.name, undefined);
    const person = found ?? unlisted(account, user.name, vouched.at(-1));
    // What is said of somebody and not vouched for joins accounts all the same: it grants nothing.
    return joinedBy(person, isColleague ? user.addresses : []);
  };

  const holds = async (
    group: Group,
    { team, user }: Account,
    freshness: Freshness,
  ): Promise<Membership> => {
    const { entraGroups = [] } = group;
    // Groups are of the app's own tenant, and so are those in them.
    if (entraGroups.length === 0 || team !== home) return 'not_member';
    try {
      const earlier = await directory.groups(team, user, entraGroups);
      if (earlier.size === 0) return 'not_member';
      return freshness === 'recent'
        ? 'member'
        : await confirmed(entraGroups, team, user, freshness);
    } catch (error) {
      onFailure(`groups of ${user}`, error);
      return 'unknown';
    }
  };

  const confirmed = async (
    groups: readonly string[],
    tenant: string,
    user: string,
    freshness: Exclude<Freshness, 'recent'>,
  ): Promise<Membership> => {
    try {
      const now = await directory.groupsNow(tenant, user, groups);
      return now.size > 0 ? 'member' : 'not_member';
    } catch (error) {
      const isPutOff = error instanceof TeamsCallError && error.status === 429;
      if (freshness === 'now_if_possible' && isPutOff) return 'member';
      throw error;
    }
  };

  /** Who is listed by an address alone is not looked up by it, so that their account is not known. */
  const named = async ({ people: listed, entraGroups = [] }: Group): Promise<Member[]> => {
    const found = await Promise.all(
      entraGroups.map((id) =>
        directory.peopleIn(home, id).catch((error: unknown) => {
          onFailure(`people in group ${id}`, error);
          return { users: [] };
        }),
      ),
    );
    const members = found
      .flatMap((group) => group.users)
      .filter((user) => standingOf(user) === 'ok');
    return [
      ...listed.flatMap((id) => known.byId(id) ?? []),
      ...members.map((user) => ({ ...personOf(home, user), accounts: [accountOf(home, user)] })),
    ];
  };

  return {
    async resolve(account) {
      const fallback = known.find(account, []) ?? unlisted(account, account.user, undefined);
      if (!tenants.includes(account.team)) return { person: fallback, standing: 'external' };
      try {
        const user = await directory.user(account.team, account.user);
        if (user === null) return { person: fallback, standing: 'external' };
        return { person: personOf(account.team, user), standing: standingOf(user) };
      } catch (error) {
        onFailure(`user ${account.user}`, error);
        return { person: fallback, standing: 'unknown' };
      }
    },

    async memberships(account, person, groups, freshness) {
      const entries = await Promise.all(
        groups.map(async (group) => {
          const isListed = group.people.includes(person.id);
          const membership = isListed ? 'member' : await holds(group, account, freshness);
          return [group.name, membership] as const;
        }),
      );
      return Object.fromEntries(entries);
    },

    async members(groups) {
      return distinct((await Promise.all(groups.map(named))).flat());
    },

    // People are mentioned by name there.
    callsOthers: async () => false,

    async addressees(groups, most) {
      const listed = people.filter(({ id }) => groups.some((group) => group.people.includes(id)));
      const ids = [...new Set(groups.flatMap(({ entraGroups = [] }) => entraGroups))];
      const found = await Promise.all(ids.map((id) => directory.peopleIn(home, id)));
      const all = found.flatMap((group) => group.users);
      const users = [...new Map(all.map((user) => [user.id, user])).values()];
      const isMore = found.some(({ more }) => more);
      if (isMore || listed.length > most || users.length > most) return null;
      return distinct([
        ...listed.map(({ id, name, accounts }) => ({ id, name, accounts })),
        ...users.map((user) => ({ ...personOf(home, user), accounts: [accountOf(home, user)] })),
      ]);
    },

    async channel(_, channel, { inPrivate }) {
      try {
        if ((await directory.channel(channel)).sharedExternally) return 'shared_externally';
        return inPrivate && !(await directory.isPrivate(channel)) ? 'not_private' : 'ok';
      } catch (error) {
        if (isAbsent(error)) return 'without_bot';
        onFailure(`channel ${channel}`, error);
        return 'unknown';
      }
    },
  };
}

function accountOf(team: string, { id: user }: EntraUser): Account {
  return { platform: 'teams', team, user };
}

/**
 * The name to sign in with is of a domain that the tenant has proved to be its own; a mail is what the
 * admins of its tenant say, so that it is taken from our own alone.
 */
function vouchedFor({ addresses, foreign }: EntraUser, isHome: boolean): string[] {
  if (foreign) return [];
  return isHome ? addresses : addresses.slice(0, 1);
}

/** Only what Graph says outright: what it leaves out is not known, and so no approval. */
function standingOf({ enabled, type }: EntraUser): Standing {
  if (enabled === null || type === null) return 'unknown';
  if (!enabled) return 'deactivated';
  return type === 'Member' ? 'ok' : 'guest';
}
