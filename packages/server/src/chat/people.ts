import type { Account, Membership, Person, Standing } from '@countersign/core/people';
import type { Group } from '@countersign/core/policy/plan';
import type { Freshness, People } from '../ports/people.ts';
import type { SlackDirectory, SlackUser } from './slack/directory.ts';
import { isRateLimited } from './slack/failure.ts';
import { isColleague, type SlackInstall } from './slack/install.ts';

/** A person whom the configuration names, with all that they are known by. */
export type ConfiguredPerson = {
  id: string;
  name: string;
  accounts: Account[];
  /** Joins a Slack account only where Slack has confirmed the address. */
  emails: string[];
};

export type PeopleOptions = {
  people: ConfiguredPerson[];
  install: SlackInstall;
  directory: SlackDirectory;
  /** Told of look-ups that failed; the person at hand is told in general words. */
  onFailure: (what: string, error: unknown) => void;
};

/** More members than this are not looked up one by one only to be named on a card. */
const MOST_NAMED = 30;

/** People as configuration and Slack know them. Throws where two people share an account or e-mail. */
export function slackPeople({ people, install, directory, onFailure }: PeopleOptions): People {
  /** On a Grid one human has one user id, under the name of a workspace or of the organisation. */
  const keyOf = ({ platform, team, user }: Account): string => {
    const ours = team === install.team || team === install.enterprise;
    return `${platform} ${ours ? 'here' : team} ${user}`;
  };
  const byAccount = index(people, (person) => person.accounts.map(keyOf));
  const byEmail = index(people, (person) => person.emails.map((email) => email.toLowerCase()));
  const byId = new Map(people.map((person) => [person.id, person]));

  /** The account first; an address only of our own full members, and only a confirmed one. */
  const personOf = (user: SlackUser): Person => {
    const colleague = isColleague(install, user);
    const team = colleague ? (install.enterprise ?? install.team ?? user.team) : user.team;
    const address = standingOf(user, install) === 'ok' ? addressOf(user) : undefined;
    const configured =
      byAccount.get(keyOf({ platform: 'slack', team, user: user.id })) ??
      (address === undefined ? undefined : byEmail.get(address));
    if (configured !== undefined) return { id: configured.id, name: configured.name };
    return { id: `slack:${team}:${user.id}`, name: user.name };
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

  const named = async (group: Group): Promise<Person[]> => {
    const listed = group.people.flatMap((id) => byId.get(id) ?? []);
    const users = await Promise.all(group.slackUserGroups.map((id) => usersOf(id, directory)));
    return [
      ...listed.map(({ id, name }) => ({ id, name })),
      ...users
        .flat()
        .filter((user) => standingOf(user, install) === 'ok')
        .map(personOf),
    ];
  };

  return {
    async resolve(account) {
      try {
        const user = await directory.user(account.user);
        return { person: personOf(user), standing: standingOf(user, install) };
      } catch (error) {
        onFailure(`user ${account.user}`, error);
        const { platform, team, user } = account;
        const { id, name } = byAccount.get(keyOf(account)) ?? {
          id: `${platform}:${team}:${user}`,
          name: user,
        };
        return { person: { id, name }, standing: 'unknown' };
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

/** Beyond ASCII letters of different addresses become one when their case is folded. */
function addressOf({ email }: SlackUser): string | undefined {
  return email !== null && /^[\x21-\x7e]+$/.test(email) ? email.toLowerCase() : undefined;
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

function index(
  people: ConfiguredPerson[],
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
