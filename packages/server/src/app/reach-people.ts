import { samePerson, type Account, type Person } from '@countersign/core/people';
import type { Group } from '@countersign/core/policy/plan';
import { membershipIn } from '@countersign/core/request/membership';
import { notToReview } from '@countersign/core/request/review';
import { notToAsk, openStage, type RequestState } from '@countersign/core/request/state';
import type { Card } from '../ports/card.ts';
import { ChatFailure } from '../ports/chat.ts';
import type { AskPeople } from '../ports/delivery.ts';
import type { Member } from '../ports/people.ts';
import type { StoredRequest } from '../ports/stored-request.ts';
import type { Context } from './context.ts';
import { chatOf } from './deliver/find-card.ts';
import { standInsOf } from './stand-ins.ts';

/** More people than this are asked in a channel: nobody of them is written to. */
const MOST_ASKED = 20;

export type Reached = {
  /** Each once, in the conversation where they are to be asked. */
  people: { person: string; platform: Account['platform']; user: string; channel: string }[];
  /** Who can be written to nowhere, and why. */
  unreached: { person: string; why: string }[];
  /** Why nobody could be asked, where that is so. */
  nobody: string | null;
};

/**
 * Opens a conversation with each of those who can act, on the first platform where that can be done
 * and where no card was turned away before. Rejects where a look-up fails.
 */
export async function reachPeople(
  ctx: Context,
  { state, cards }: StoredRequest,
  { groups: names, direct, stage }: AskPeople,
): Promise<Reached> {
  const groups = await ctx.policy.groups(state.plan.policyVersion, names);
  const members = await ctx.people.addressees(groups, MOST_ASKED);
  const what = stage === null ? 'the review' : `stage “${openStage(state).name}”`;
  if (members === null) {
    return noOne(
      `More than ${MOST_ASKED} people may decide ${what}, so that they are not written to one by one: name a channel in the policy's route, or a smaller group.`,
    );
  }
  const reached: Reached = { people: [], unreached: [], nobody: null };
  const able: Member[] = [];
  const reach = async (member: Member, accounts: Account[]) => {
    const way = await wayTo(ctx, accounts, cards);
    if ('channel' in way) reached.people.push({ person: member.id, ...way });
    else reached.unreached.push({ person: member.id, why: way.why });
  };
  for (const member of humans(members)) {
    const accounts = await accountsToAsk(ctx, member, { state, stage, groups, direct });
    if (accounts === null) continue;
    able.push(member);
    await reach(member, accounts);
  }
  for (const member of await standInsToAsk(ctx, able, { state, stage })) {
    const accounts = await accountsToAsk(ctx, member, { state, stage, groups: null, direct });
    if (accounts !== null && accounts.length > 0) await reach(member, accounts);
  }
  if (reached.people.length > 0) return reached;
  const [first] = reached.unreached;
  const why = first?.why ?? 'There is nobody.';
  return {
    ...reached,
    ...noOne(`Nobody who may decide ${what} could be written to: ${why}`, reached.unreached),
  };
}

/** Accounts of one human that go by several names are one human's. */
function humans(members: readonly Member[]): Member[] {
  const found: Member[] = [];
  for (const member of members) {
    const at = found.findIndex((other) => samePerson(other, member));
    const same = found[at];
    if (!same) found.push(member);
    else found[at] = { ...same, accounts: [...(same.accounts ?? []), ...(member.accounts ?? [])] };
  }
  return found;
}

/** Whoever has a card is told of what still wants their word, and of nothing else. */
export async function isStillToAct(
  ctx: Context,
  { platform, direct }: Card,
  state: RequestState,
  names: readonly string[],
): Promise<boolean> {
  if (state.status !== 'pending' || state.plan.showing?.silent) return false;
  const groups = await ctx.policy.groups(state.plan.policyVersion, [...names]);
  const members = await ctx.people.addressees(groups, MOST_ASKED);
  if (members === null) return false;
  const out = notToAsk(state);
  const isOut = (person: Person) => out.some((other) => samePerson(other, person));
  const able = members.filter((member) => !isOut(member));
  const all = [...able, ...(await standInsToAsk(ctx, able, { state, stage: state.stage }))];
  const isTheirs = (account: Account) =>
    account.platform === platform && account.user === direct?.recipient;
  const account = all.flatMap(({ accounts = [] }) => accounts).find(isTheirs);
  if (!account) return false;
  const { person } = await ctx.people.resolve(account);
  return !isOut(person);
}

function noOne(nobody: string, unreached: Reached['unreached'] = []): Reached {
  return { people: [], unreached, nobody };
}

/** Nobody reviews for another one. */
async function standInsToAsk(
  ctx: Context,
  able: readonly Member[],
  { state, stage }: Pick<Asked, 'state' | 'stage'>,
): Promise<Member[]> {
  if (stage === null || openStage(state).delegation === false) return [];
  const standIns = await standInsOf(ctx, able);
  return humans(
    standIns.map(({ standIn: { person, account } }) => ({ ...person, accounts: [account] })),
  );
}

/** `groups`: whom they have to be in; null for a stand-in, who votes by the right of another. */
type Asked = Pick<AskPeople, 'direct' | 'stage'> & { state: RequestState; groups: Group[] | null };

/** The accounts of somebody who could act, in the order of platforms; null for anybody else. */
async function accountsToAsk(
  ctx: Context,
  member: Member,
  { state, stage, groups, direct }: Asked,
): Promise<Account[] | null> {
  const out = stage === null ? notToReview(state) : notToAsk(state);
  const isOut = (person: Person) => out.some((other) => samePerson(other, person));
  if (isOut(member)) return null;
  const there = direct.filter((platform) => ctx.chats.has(platform));
  const own = there.flatMap((platform) =>
    (member.accounts ?? []).filter((account) => account.platform === platform),
  );
  const good: Account[] = [];
  for (const account of own) {
    const { person, standing } = await ctx.people.resolve(account);
    if (isOut(person)) return null;
    if (standing !== 'ok') continue;
    if (groups === null || (await isMember(ctx, { account, person, groups }))) good.push(account);
  }
  // Whom no platform takes for one of ours is nobody to be asked; who has no account is, in vain.
  return own.length > 0 && good.length === 0 ? null : good;
}

async function isMember(
  ctx: Context,
  { account, person, groups }: { account: Account; person: Person; groups: Group[] },
): Promise<boolean> {
  const memberships = await ctx.people.memberships(account, person, groups, 'recent');
  const names = groups.map(({ name }) => name);
  return membershipIn(names, memberships) === 'member';
}

type Way = Omit<Reached['people'][number], 'person'> | { why: string };

async function wayTo(
  ctx: Context,
  accounts: readonly Account[],
  cards: StoredRequest['cards'],
): Promise<Way> {
  const known = accounts.flatMap(({ platform, user }) => {
    const card = cards.find((c) => c.platform === platform && c.direct?.recipient === user);
    return card ? [card] : [];
  });
  const there = known.find(({ unavailable }) => unavailable === null);
  if (there?.direct) {
    const { platform, channel } = there;
    return { platform, channel, user: there.direct.recipient };
  }
  let why = 'They have no account on the platforms that the route names.';
  for (const { platform, user } of accounts) {
    const refused = known.find((c) => c.platform === platform && c.direct?.recipient === user);
    if (refused?.unavailable) {
      why = refused.unavailable;
      continue;
    }
    try {
      return { platform, user, channel: await chatOf(ctx, platform).open(user) };
    } catch (error) {
      if (!(error instanceof ChatFailure) || error.kind !== 'unavailable') throw error;
      why = error.message;
    }
  }
  return { why };
}
