import { adoptMessage, messagePosted } from './app/adopt-message.ts';
import { breakGlass, openBreakGlass } from './app/break-glass.ts';
import { cardDeleted } from './app/card-deleted.ts';
import { castVote, mayVote } from './app/cast-vote.ts';
import type { Context } from './app/context.ts';
import { decideTogether, openTogether } from './app/decide-together.ts';
import { delegate, listDelegations, undelegate } from './app/delegations.ts';
import { mayReview, reviewRequest } from './app/review-request.ts';
import { readChange } from './app/read-change.ts';
import { showRequest } from './app/show-request.ts';
import { viewCard } from './app/view-card.ts';
import { waitingFor } from './app/waiting-for.ts';
import type { Metrics } from './metrics.ts';
import type { ChatUseCases, VoteInput } from './ports/chat-use-cases.ts';

/** The use cases as the chat edges ask for them. */
export function chatUseCases(ctx: Context, metrics: Metrics): ChatUseCases {
  const cast = async (input: VoteInput) => {
    const result = await castVote(ctx, input);
    if (result) metrics.voted(result.ok ? input.vote : result.refusal.code);
    if (result?.ok && result.tookMs !== undefined) {
      metrics.decided(input.account.platform, result.tookMs / 1_000);
    }
    return result;
  };
  return {
    castVote: cast,
    openTogether: (click) => openTogether(ctx, click),
    decideTogether: (sent) => decideTogether(ctx, sent, cast),
    mayVote: (input) => mayVote(ctx, input),
    breakGlass: (input) => breakGlass(ctx, input),
    openBreakGlass: (input) => openBreakGlass(ctx, input),
    review: (input) => reviewRequest(ctx, input),
    mayReview: (input) => mayReview(ctx, input),
    readChange: (input) => readChange(ctx, input),
    delegate: (input) => delegate(ctx, input),
    undelegate: (input) => undelegate(ctx, input),
    delegations: (account) => listDelegations(ctx, account),
    waitingFor: (account) => waitingFor(ctx, account),
    show: (account, request, channel) => showRequest(ctx, account, request, channel),
    viewCard: (account, at) => viewCard(ctx, account, at),
    messagePosted: (card, at) => messagePosted(ctx, card, at),
    adoptMessage: (card, at) => adoptMessage(ctx, card, at),
    cardDeleted: (card, at) => cardDeleted(ctx, card, at),
  };
}
