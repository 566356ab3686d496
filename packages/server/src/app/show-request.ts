import type { Account } from '@countersign/core/people';
import type { RequestState } from '@countersign/core/request/state';
import { channelFact } from './channel-fact.ts';
import type { Context } from './context.ts';
import { isReviewOpen } from './emergency-rights.ts';
import { toldToReview } from './read-change.ts';
import { isRestricted } from './restricted.ts';
import { whyNoReview } from './review-request.ts';
import { whoMayDecide } from './vote-facts.ts';
import { whyNot } from './waiting-for.ts';
import { waitsFor } from './waits-for.ts';

/**
 * A request that this account may see: one it could decide or review, or has voted on, or one that is
 * shown in the channel where it asks. Null otherwise, whether or not it exists. Who reviews what is
 * restricted is asked afresh before its details are shown, which is logged.
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
  const { platform, user } = account;
  const { state } = found;
  const { approve, reject } = await whyNot(ctx, account, found);
  const mayVote = approve === null;
  const hasVoted = state.votes.some(({ via }) => via.platform === platform && via.user === user);
  const mayReview = isReviewOpen(state) && (await whyNoReview(ctx, account, state)) === null;
  const maySee =
    mayVote ||
    reject === null ||
    hasVoted ||
    mayReview ||
    (await isShownIn(ctx, state, { platform, channel }));
  if (!maySee) return null;
  const tellsMore = mayReview && isRestricted(state);
  const details = tellsMore && (await toldToReview(ctx, { account, id, channel }, submission));
  const eligible = state.status === 'pending' ? await whoMayDecide(ctx, found) : [];
  const facts = { state, submission, outcome: found.outcome, eligible };
  return { ...facts, ...(await waitsFor(ctx, state)), mayVote, ...(details ? { details } : {}) };
}

/** Its route may name a channel where others read along: no card is posted there either. */
async function isShownIn(
  ctx: Context,
  state: RequestState,
  { platform, channel }: { platform: Account['platform']; channel: string | null },
): Promise<boolean> {
  const routes = [
    ...state.plan.routes,
    ...(state.urgent ? (state.plan.breakGlass?.routes ?? []) : []),
    ...state.plan.stages.flatMap(({ escalations }, at) =>
      escalations.slice(0, state.escalated[at] ?? 0).flatMap(({ routes: to }) => to),
    ),
  ];
  const isRoute = routes.some((to) => to.platform === platform && to.channel === channel);
  if (!isRoute || channel === null) return false;
  return (await channelFact(ctx, platform, channel, state)) === 'ok';
}
