import type { Account, Membership, Person, Standing } from '@countersign/core/people';
import type { Group } from '@countersign/core/policy/plan';

/** Who is behind an account, and what groups hold; every look-up that fails says `unknown`. */
export interface People {
  resolve(account: Account): Promise<{ person: Person; standing: Standing }>;
  memberships(
    account: Account,
    person: Person,
    groups: Group[],
  ): Promise<{ [group: string]: Membership }>;
  /** Everybody in these groups, as far as it is known: to be shown, never to decide. */
  members(groups: Group[]): Promise<Person[]>;
  channel(
    platform: Account['platform'],
    channel: string,
  ): Promise<'ok' | 'shared_externally' | 'unknown'>;
}
