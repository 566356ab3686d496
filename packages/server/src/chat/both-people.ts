import type { Account, Person } from '@countersign/core/people';
import type { People } from '../ports/people.ts';
import { distinct } from './configured.ts';

/** People of several platforms: each answers for its own accounts, and all name who may decide. */
export function joinPeople(by: {
  [platform in Account['platform']]?: People<Account>;
}): People<Account> {
  const all = Object.values(by);
  return {
    resolve: (account) =>
      by[account.platform]?.resolve(account) ??
      Promise.resolve({ person: stranger(account), standing: 'unknown' }),
    memberships: (account, person, groups, freshness) =>
      by[account.platform]?.memberships(account, person, groups, freshness) ?? Promise.resolve({}),
    async members(groups) {
      const found = await Promise.all(all.map((people) => people.members(groups)));
      return distinct(found.flat());
    },
    async callsOthers(group) {
      return (await Promise.all(all.map((people) => people.callsOthers(group)))).includes(true);
    },
    async addressees(groups, most) {
      const found = await Promise.all(all.map((people) => people.addressees(groups, most)));
      const people = distinct(found.flatMap((each) => each ?? []));
      return found.includes(null) || people.length > most ? null : people;
    },
    channel: (platform, channel, wanted) =>
      by[platform]?.channel(platform, channel, wanted) ?? Promise.resolve('unknown'),
  };
}

/** Of a platform that is not configured nobody is known, and so nobody may decide. */
function stranger({ user }: Account): Person {
  return { id: user, name: user };
}
