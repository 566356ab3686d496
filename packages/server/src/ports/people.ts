import type { Account, AnyAccount, Membership, Person, Standing } from '@countersign/core/people';
import type { Group } from '@countersign/core/policy/plan';
import type { ChannelFact } from '@countersign/core/request/command';

/**
 * How old an answer about a group may be. `recent`: a minute, to show or to check in advance.
 * `now`: 5 s, to decide; a positive answer that can't be confirmed is `unknown`.
 * `now_if_possible`: as `now`, or a minute where the platform asks us to ask less.
 */
export type Freshness = 'recent' | 'now' | 'now_if_possible';

/** What a platform says of a channel; what is routed and allowed, it does not know. */
export type ChannelStanding = Exclude<ChannelFact, 'not_routed' | 'not_allowed'>;

/**
 * A person with the accounts that a platform named them by. Who is listed by name alone was not looked
 * up, and has none.
 */
export type Member = Person & { accounts?: Account[] };

/** `accounts`: those in chat of somebody who has signed in. */
export type Resolved = { person: Person; standing: Standing; accounts?: Account[] };

/** Who is behind an account, and what groups hold; every look-up that fails says `unknown`. */
export interface People<A extends AnyAccount = AnyAccount> {
  resolve(account: A): Promise<Resolved>;
  memberships(
    account: A,
    person: Person,
    groups: Group[],
    freshness: Freshness,
  ): Promise<{ [group: string]: Membership }>;
  /** Everybody in these groups, as far as it is known: to be shown, never to decide. */
  members(groups: Group[]): Promise<Member[]>;
  /**
   * Whether a mention of this group as a whole would call somebody who can never decide, as far as it
   * is known: to be mindful of, never to decide.
   */
  callsOthers(group: Group): Promise<boolean>;
  /**
   * Everybody in these groups with their accounts, to be written to one by one; null where that would
   * be more than `most` people. Rejects where a group can't be read.
   */
  addressees(groups: Group[], most: number): Promise<Member[] | null>;
  /** Whether requests may be shown and decided there; `inPrivate`: only while it is private. */
  channel(
    platform: Account['platform'],
    channel: string,
    wanted: { inPrivate: boolean },
  ): Promise<ChannelStanding>;
}
