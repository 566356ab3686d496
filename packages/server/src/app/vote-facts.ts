import type { VoteFacts } from '@countersign/core/request/command';
import type { Person } from '@countersign/core/people';
import type { VoteInput } from '../ports/chat-use-cases.ts';
import type { Context } from './context.ts';
import type { Located } from './locate-vote.ts';

export type GatheredFacts = { person: Person; vote: VoteFacts; eligible: Person[] };

/** Everything that the judgment needs from outside, fetched now and not remembered. */
export async function gatherVoteFacts(
  ctx: Context,
  input: VoteInput,
  located: Located,
): Promise<GatheredFacts> {
  const stored = await ctx.store.requests.get(located.request);
  const stage = stored?.state.plan.stages[stored.state.stage];
  const groups = stored
    ? await ctx.policy.groups(stored.state.plan.policyVersion, stage?.groups ?? [])
    : [];
  const [{ person, standing }, channel] = await Promise.all([
    ctx.people.resolve(input.account),
    channelFact(ctx, input),
  ]);
  const [memberships, eligible] = await Promise.all([
    ctx.people.memberships(input.account, person, groups),
    ctx.people.members(groups),
  ]);
  const posted = stored?.cards.filter((card) => card.message !== null) ?? [];
  // Whoever clicks has the card before their eyes, even where we have not heard of its posting yet.
  const cards = located.card ? [located.card] : posted;
  const changeShown = cards.some((card) => card.whole) ? 'whole' : 'partly';
  return { person, eligible, vote: { standing, memberships, channel, changeShown } };
}

/** Commands and App Home show their answer to one person; a button stands in a channel. */
async function channelFact(ctx: Context, input: VoteInput): Promise<VoteFacts['channel']> {
  if (input.kind === 'command' || input.kind === 'home') return 'ok';
  if (input.channel === null) return 'unknown';
  return ctx.people.channel(input.account.platform, input.channel);
}
