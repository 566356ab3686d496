import type { Account } from '@countersign/core/people';
import type { Context } from './context.ts';
import { couldDecide } from './waiting-for.ts';

/**
 * A request that this account may see: one it could decide, or one that is shown in the channel
 * where it asks. Null otherwise, whether or not it exists.
 */
export async function showRequest(
  ctx: Context,
  account: Account,
  id: string,
  channel: string | null,
) {
  const found = await ctx.store.requests.get(id);
  const submission = found && (await ctx.store.requests.submission(id));
  if (!found || !submission) return null;
  const { platform } = account;
  const mayVote = await couldDecide(ctx, account, found);
  const shownHere = found.state.plan.routes.some(
    (route) => route.platform === platform && route.channel === channel,
  );
  const hasVoted = found.state.votes.some((vote) => vote.via.user === account.user);
  return mayVote || shownHere || hasVoted ? { state: found.state, submission, mayVote } : null;
}
