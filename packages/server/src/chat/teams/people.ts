import type { Account, Membership, Person, Standing } from '@countersign/core/people';
import type { Group } from '@countersign/core/policy/plan';
import type { Freshness, People } from '../../ports/people.ts';
import { indexPeople, joinedBy, unlisted, type ConfiguredPerson } from '../configured.ts';
import { TeamsCallError } from './call-error.ts';
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
}: TeamsPeopleOptions): People {
  const known = indexPeople(people, ({ platform, team, user }) => `${platform} ${team} ${user}`);
  const [home = ''] = tenants;

  const personOf = (tenant: string, user: EntraUser): Person => {
    const account = { platform: 'teams' as const, team: tenant, user: user.id };
    const addresses = standingOf(user) === 'ok' ? user.addresses : [];
    const found = known.find(account, addresses);
    if (!joined) return found ?? unlisted(account, user.name, undefined);
    return joinedBy(found ?? unlisted(account, user.name, addresses.at(-1)), addresses);
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

  const named = async ({ people: listed, entraGroups = [] }: Group): Promise<Person[]> => {
    const found = await Promise.all(
      entraGroups.map((id) =>
        directory.peopleIn(home, id).catch((error: unknown) => {
          onFailure(`people in group ${id}`, error);
          return [];
        }),
      ),
    );
    const members = found.flat().filter((user) => standingOf(user) === 'ok');
    return [
      ...listed.flatMap((id) => known.byId(id) ?? []),
      ...members.map((user) => personOf(home, user)),
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
      const all = (await Promise.all(groups.map(named))).flat();
      return [...new Map(all.map((person) => [person.id, person])).values()];
    },

    async channel(_, channel) {
      try {
        return (await directory.channel(channel)).sharedExternally ? 'shared_externally' : 'ok';
      } catch (error) {
        onFailure(`channel ${channel}`, error);
        return 'unknown';
      }
    },
  };
}

/** Only what Graph says outright: what it leaves out is not known, and so no approval. */
function standingOf({ enabled, type }: EntraUser): Standing {
  if (enabled === null || type === null) return 'unknown';
  if (!enabled) return 'deactivated';
  return type === 'Member' ? 'ok' : 'guest';
}
