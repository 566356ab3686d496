import type { VoteFacts } from '@countersign/core/request/command';
import type { Person } from '@countersign/core/people';
import type { Group } from '@countersign/core/policy/plan';
import { missingApprovals, openStage, type RequestState } from '@countersign/core/request/state';
import type { Freshness } from '../ports/people.ts';
import type { VoteInput } from '../ports/chat-use-cases.ts';
import type { StoredRequest } from '../ports/store.ts';
import type { Context } from './context.ts';
import type { Located } from './locate-vote.ts';

export type GatheredFacts = { person: Person; vote: VoteFacts };

/** Everything that the judgment needs from outside. */
export async function gatherVoteFacts(
  ctx: Context,
  input: VoteInput,
  { stored, card }: Pick<Located, 'stored' | 'card'>,
  freshness: Freshness,
): Promise<GatheredFacts> {
  const [groups, { person, standing }, channel] = await Promise.all([
    openGroups(ctx, stored),
    ctx.people.resolve(input.account),
    channelFact(ctx, input),
  ]);
  const memberships = await ctx.people.memberships(input.account, person, groups, freshness);
  const posted = stored.cards.filter(({ message }) => message !== null);
  // Whoever clicks has the card before their eyes, even where we have not heard of its posting yet.
  const seen = card ? [card] : posted;
  const changeShown = seen.some(({ whole }) => whole) ? 'whole' : 'partly';
  return { person, vote: { standing, memberships, channel, changeShown } };
}

/** An approval that completes a stage must not be of somebody who has just left the group. */
export function freshnessFor(vote: VoteInput['vote'], state: RequestState): Freshness {
  const completes = vote === 'approve' && missingApprovals(state, state.stage) <= 1;
  return completes ? 'now' : 'now_if_possible';
}

/** Who is in the groups of the open stage, as far as it is known: to be shown, never to decide. */
export async function whoMayDecide(ctx: Context, stored: StoredRequest): Promise<Person[]> {
  return ctx.people.members(await openGroups(ctx, stored));
}

function openGroups(ctx: Context, { state }: StoredRequest): Promise<Group[]> {
  const { groups } = openStage(state);
  return ctx.policy.groups(state.plan.policyVersion, groups);
}

/** Commands and App Home show their answer to one person; a button stands in a channel. */
async function channelFact(ctx: Context, input: VoteInput): Promise<VoteFacts['channel']> {
  if (input.kind === 'command' || input.kind === 'home') return 'ok';
  if (input.channel === null) return 'unknown';
  return ctx.people.channel(input.account.platform, input.channel);
}
