import type { Speaker } from '@countersign/core/delegation/delegation';
import { delegationsOf } from '@countersign/core/delegation/make';
import type { Behalf, VoteFacts } from '@countersign/core/request/command';
import { isOnChat, samePerson, type Account } from '@countersign/core/people';
import type { Group } from '@countersign/core/policy/plan';
import { openerGroups } from '@countersign/core/request/break-glass';
import { approvers, groupsToAsk } from '@countersign/core/request/eligibility';
import {
  missingApprovals,
  notToAsk,
  openStage,
  type RequestState,
} from '@countersign/core/request/state';
import type { Freshness, Member, Resolved } from '../ports/people.ts';
import type { VoteInput } from '../ports/chat-use-cases.ts';
import type { Card } from '../ports/card.ts';
import type { StoredRequest } from '../ports/stored-request.ts';
import { channelFact } from './channel-fact.ts';
import type { Context } from './context.ts';
import { isVisibleTo } from './direct.ts';
import type { Located } from './locate-vote.ts';
import { isRestricted, whenShown } from './restricted.ts';
import { asMember, standInsOf } from './stand-ins.ts';

/** Who votes, and with what authority. */
type Voter = Pick<Resolved, 'person' | 'accounts'>;
type Authority = Voter & { vote: Omit<VoteFacts, 'changeShown'> };
export type GatheredFacts = Voter & { vote: VoteFacts };

/** Everything that the judgment needs from outside. */
export async function gatherVoteFacts(
  ctx: Context,
  input: VoteInput,
  located: Located,
  freshness: Freshness,
): Promise<GatheredFacts> {
  const [{ vote, ...voter }, changeShown] = await Promise.all([
    gatherAuthority(ctx, input, located.stored, freshness),
    changeFact(ctx, input, located),
  ]);
  return { ...voter, vote: { ...vote, changeShown } };
}

/** The same for somebody who opens the emergency path. */
export async function gatherEmergencyFacts(
  ctx: Context,
  input: VoteInput,
  located: Located,
): Promise<GatheredFacts> {
  const { stored } = located;
  const [{ vote, ...voter }, changeShown] = await Promise.all([
    gatherAuthority(ctx, input, stored, 'now', openerGroups(stored.state)),
    changeFact(ctx, input, located),
  ]);
  return { ...voter, vote: { ...vote, changeShown } };
}

/** The same without the change, whose reading costs what it weighs. */
export async function gatherAuthority(
  ctx: Context,
  input: VoteInput,
  stored: StoredRequest,
  freshness: Freshness,
  /** Where they are others than those of the open stage: nobody stands in for another there. */
  names?: string[],
): Promise<Authority> {
  const [asked, { standing, ...voter }, channel] = await Promise.all([
    groups(ctx, stored.state, names ?? groupsToAsk(stored.state)),
    ctx.people.resolve(input.account),
    placeFact(ctx, input, stored),
  ]);
  const memberships = await ctx.people.memberships(input.account, voter.person, asked, freshness);
  const vote = { standing, memberships, channel };
  const isForOthers = names === undefined && mayStandIn(stored.state, memberships);
  if (!isForOthers) return { ...voter, vote };
  const behalf = await behalfOf(
    ctx,
    { person: voter.person, account: input.account },
    asked,
    freshness,
  );
  return { ...voter, vote: behalf.length === 0 ? vote : { ...vote, behalf } };
}

/** Who votes by their own right votes for nobody else. */
function mayStandIn(state: RequestState, memberships: VoteFacts['memberships']): boolean {
  const stage = openStage(state);
  const isMember = approvers(stage).some((group) => memberships[group] === 'member');
  return !isMember && stage.delegation !== false;
}

/** Those for whom somebody stands in, each looked up as freshly as a vote of their own would be. */
async function behalfOf(
  ctx: Context,
  standIn: Speaker,
  asked: Group[],
  freshness: Freshness,
): Promise<Behalf[]> {
  const now = ctx.now();
  const { forOthers } = delegationsOf(standIn, await ctx.store.delegations.current(now), now);
  return Promise.all(
    forOthers.map(async (delegation) => {
      const { account } = delegation.principal;
      const { person, standing } = await ctx.people.resolve(account);
      const memberships = await ctx.people.memberships(account, person, asked, freshness);
      // Who they are by now may say more: an address that joins them to somebody behind the request.
      return {
        delegation: { ...delegation, principal: { person, account } },
        standing,
        memberships,
      };
    }),
  );
}

async function changeFact(
  ctx: Context,
  input: VoteInput,
  { stored, card }: Located,
): Promise<VoteFacts['changeShown']> {
  const isPlainApproval = input.vote === 'approve' && input.reviewed !== true;
  if (isRestricted(stored.state)) {
    const isSeen = (await whenShown(ctx, input.account, stored.state.id)) !== null;
    return isSeen && !isPlainApproval ? 'whole' : 'unreviewed';
  }
  const { account } = input;
  // Who has signed in gets all of it by the API, but for what was taken out.
  if (!isOnChat(account)) {
    return isPlainApproval && stored.state.masked.length > 0 ? 'unreviewed' : 'whole';
  }
  const isTooMuch = isPlainApproval && (await wantsReview(ctx, account, { stored, card }));
  if (isTooMuch) return 'unreviewed';
  const posted = stored.cards.filter((one) => one.message !== null && isVisibleTo(one, account));
  // Whoever clicks has the card before their eyes, even where we have not heard of its posting yet.
  const seen = card ? [card] : posted;
  if (seen.length === 0 && (await shownInTheApp(ctx, account, stored))) return 'whole';
  return seen.some(({ whole }) => whole) ? 'whole' : 'partly';
}

/** No channel takes its card, so that people are sent to the app itself, which shows what fits a card. */
async function shownInTheApp(
  ctx: Context,
  account: Account,
  { state, cards }: StoredRequest,
): Promise<boolean> {
  if (!cards.some(({ fallback }) => fallback)) return false;
  const submission = await ctx.store.requests.submission(state.id);
  return submission !== null && ctx.chats.get(account.platform)?.showsWhole(submission) === true;
}

/** Whether what people see could not show all that would be approved. What can't be told wants one, too. */
async function wantsReview(
  ctx: Context,
  account: Account,
  { stored: { state, cards }, card }: Pick<Located, 'stored' | 'card'>,
): Promise<boolean> {
  if (state.masked.length > 0) return true;
  const submission = await ctx.store.requests.submission(state.id);
  const chat = ctx.chats.get(account.platform);
  if (!submission || !chat?.showsWhole(submission)) return true;
  if (chat.showsInLine(submission)) return false;
  const inLists = await Promise.all((card ? [card] : cards).map((one) => isInList(ctx, one)));
  return inLists.length > 0 && inLists.every(Boolean);
}

async function isInList(ctx: Context, { id, list, likeness }: Card): Promise<boolean> {
  if (list !== undefined) return true;
  return likeness !== undefined && (await ctx.store.lists.others(id)).length > 0;
}

/** An approval that completes a stage must not be of somebody who has just left the group. */
export function freshnessFor(vote: VoteInput['vote'], state: RequestState): Freshness {
  const completes = vote === 'approve' && missingApprovals(state, state.stage) <= 1;
  return completes ? 'now' : 'now_if_possible';
}

/**
 * Who could approve the open stage, or fill a quorum of it that these groups may fill, as far as it is
 * known: to be shown, never to decide.
 */
export async function whoMayDecide(
  ctx: Context,
  { state }: Pick<StoredRequest, 'state'>,
  names?: readonly string[],
): Promise<Member[]> {
  const stage = openStage(state);
  const asked = await groups(ctx, state, [...(names ?? approvers(stage))]);
  const members = await ctx.people.members(asked);
  if (stage.delegation === false) return members;
  const out = notToAsk(state);
  const toAsk = members.filter((one) => !out.some((other) => samePerson(other, one)));
  const standIns = await standInsOf(ctx, toAsk);
  const others = standIns.filter(
    ({ standIn }) => !members.some((one) => samePerson(one, standIn.person)),
  );
  return [...members, ...others.map(asMember)];
}

function groups(ctx: Context, { plan }: RequestState, names: string[]): Promise<Group[]> {
  return ctx.policy.groups(plan.policyVersion, names);
}

/** Commands, App Home and the API answer one person alone; a button stands in a channel. */
async function placeFact(
  ctx: Context,
  input: VoteInput,
  { state, cards }: StoredRequest,
): Promise<VoteFacts['channel']> {
  const { kind, channel, account } = input;
  if (kind === 'command' || kind === 'home' || kind === 'api') return 'ok';
  if (channel === null || !isOnChat(account)) return 'unknown';
  const own = cards.find((card) => card.direct && card.channel === channel);
  // One person's own conversation: nobody else can have pressed anything there.
  if (own) return isVisibleTo(own, account) ? 'ok' : 'not_routed';
  return channelFact(ctx, account.platform, channel, state);
}
