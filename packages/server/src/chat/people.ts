import type { Account, Membership, Person, Standing } from '@countersign/core/people';
import type { Group } from '@countersign/core/policy/plan';
import type { Freshness, Member, People } from '../ports/people.ts';
import { distinct, indexPeople, joinedBy, unlisted, type ConfiguredPerson } from './configured.ts';
import type { SlackDirectory, SlackUser } from './slack/directory.ts';
import { isAbsent, isRateLimited } from './slack/failure.ts';
import { isColleague, type SlackInstall } from './slack/install.ts';

export type PeopleOptions = {
  people: ConfiguredPerson[];
  install: SlackInstall;
  directory: SlackDirectory;
  /** People come from another platform, too: an address joins the accounts of one human. */
  joined?: boolean;
  /** Told of look-ups that failed; the person at hand is told in general words. */
  onFailure: (what: string, error: unknown) => void;
};

/** More members than this are not looked up one by one only to be named on a card. */
const MOST_NAMED = 30;

/** People as configuration and Slack know them. Throws where two people share an account or e-mail. */
export function slackPeople({
  people,
  install,
  directory,
  joined = false,
  onFailure,
}: PeopleOptions): People<Account> {
  /** On a Grid one human has one user id, under the name of a workspace or of the organisation. */
  const keyOf = ({ platform, team, user }: Account): string => {
    const ours = team === install.team || team === install.enterprise;
    return `${platform} ${ours ? 'here' : team} ${user}`;
  };
  const known = indexPeople(people, keyOf);

  const accountOf = (user: SlackUser): Account => {
    const team = isColleague(install, user)
      ? (install.enterprise ?? install.team ?? user.team)
      : user.team;
    return { platform: 'slack', team, user: user.id };
  };

  /** The account first; an address only of our own full members, and only a confirmed one. */
  const personOf = (user: SlackUser): Person => {
    const account = accountOf(user);
    const addresses = standingOf(user, install) === 'ok' && user.email ? [user.email] : [];
    const found = known.find(account, addresses);
    if (!joined) return found ?? unlisted(account, user.name, undefined);
    return joinedBy(found ?? unlisted(account, user.name, addresses[0]), addresses);
  };

  /** Only a positive answer is asked for again: strangers who click use up none of Slack's patience. */
  const holds = async (group: string, user: string, freshness: Freshness): Promise<Membership> => {
    try {
      if (!(await directory.group(group)).has(user)) return 'not_member';
      if (freshness === 'recent') return 'member';
      return await confirmed(group, user, freshness);
    } catch (error) {
      onFailure(`user group ${group}`, error);
      return 'unknown';
    }
  };

  const confirmed = async (
    group: string,
    user: string,
    freshness: Exclude<Freshness, 'recent'>,
  ): Promise<Membership> => {
    try {
      return (await directory.groupNow(group)).has(user) ? 'member' : 'not_member';
    } catch (error) {
      if (freshness === 'now_if_possible' && isRateLimited(error)) return 'member';
      throw error;
    }
  };

  const memberOf = async (
    group: Group,
    account: Account,
    person: Person,
    freshness: Freshness,
  ): Promise<Membership> => {
    if (group.people.includes(person.id)) return 'member';
    const found = await Promise.all(
      group.slackUserGroups.map((id) => holds(id, account.user, freshness)),
    );
    if (found.includes('member')) return 'member';
    return found.includes('unknown') ? 'unknown' : 'not_member';
  };

  /** Who is listed by an address alone is not looked up by it, so that their account is not known. */
  const named = async (group: Group): Promise<Member[]> => {
    const listed = group.people.flatMap((id) => known.byId(id) ?? []);
    const users = await Promise.all(group.slackUserGroups.map((id) => usersOf(id, directory)));
    return [
      ...listed,
      ...users
        .flat()
        .filter((user) => standingOf(user, install) === 'ok')
        .map((user) => ({ ...personOf(user), accounts: [accountOf(user)] })),
    ];
  };

  return {
    async resolve(account) {
      try {
        const user = await directory.user(account.user);
        return { person: personOf(user), standing: standingOf(user, install) };
      } catch (error) {
        onFailure(`user ${account.user}`, error);
        const person = known.find(account, []) ?? unlisted(account, account.user, undefined);
        return { person, standing: 'unknown' };
      }
    },

    async memberships(account, person, groups, freshness) {
      const entries = await Promise.all(
        groups.map(
          async (group) => [group.name, await memberOf(group, account, person, freshness)] as const,
        ),
      );
      return Object.fromEntries(entries);
    },

    async members(groups) {
      return distinct((await Promise.all(groups.map(named))).flat());
    },

    async callsOthers(group) {
      const users = await Promise.all(group.slackUserGroups.map((id) => usersOf(id, directory)));
      return users.flat().some((user) => standingOf(user, install) !== 'ok');
    },

    async addressees(groups, most) {
      const listed = people.filter(({ id }) => groups.some((group) => group.people.includes(id)));
      const named = [...new Set(groups.flatMap((group) => group.slackUserGroups))];
      const ids = new Set(
        (await Promise.all(named.map((id) => directory.group(id)))).flatMap((ids) => [...ids]),
      );
      if (listed.length > most || ids.size > most) return null;
      const users = await Promise.all(
        [...ids].map((id) =>
          directory.acquaintance(id).catch((error: unknown) => {
            onFailure(`user ${id}`, error);
            return null;
          }),
        ),
      );
      return distinct([
        ...listed.map(({ id, name, accounts }) => ({ id, name, accounts })),
        ...users
          .filter((user) => user !== null)
          .map((user) => ({ ...personOf(user), accounts: [accountOf(user)] })),
      ]);
    },

    async channel(_, channel, { inPrivate }) {
      try {
        const { sharedExternally, isPrivate, withoutUs } = await directory.channel(channel);
        if (sharedExternally) return 'shared_externally';
        if (withoutUs) return 'without_bot';
        return inPrivate && !isPrivate ? 'not_private' : 'ok';
      } catch (error) {
        if (isAbsent(error)) return 'without_bot';
        onFailure(`channel ${channel}`, error);
        return 'unknown';
      }
    },
  };
}

function standingOf(user: SlackUser, install: SlackInstall): Standing {
  if (user.deleted) return 'deactivated';
  if (user.bot) return 'bot';
  if (user.stranger || !isColleague(install, user)) return 'external';
  return user.guest ? 'guest' : 'ok';
}

/** For display: whom Slack does not tell us of is left out. */
async function usersOf(group: string, directory: SlackDirectory): Promise<SlackUser[]> {
  const ids = await directory.group(group).catch(() => new Set<string>());
  const found = await Promise.allSettled(
    [...ids].slice(0, MOST_NAMED).map((id) => directory.acquaintance(id)),
  );
  return found.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
}
