import type { Account, Person } from '@countersign/core/people';
import type { Decided, Review, ReviewFacts } from '@countersign/core/request/command';
import { decide } from '@countersign/core/request/decide';
import type { Refusal, Refused } from '@countersign/core/request/refusal';
import { refuse } from '@countersign/core/request/refuse';
import { reviewerGroups } from '@countersign/core/request/review';
import type { RequestState } from '@countersign/core/request/state';
import type { Freshness } from '../ports/people.ts';
import type { ActInput, ReviewInput, VoteResult } from '../ports/chat-use-cases.ts';
import type { Context } from './context.ts';
import { effectsOf } from './effects.ts';
import { locate } from './locate-vote.ts';
import { once } from './once.ts';
import { noSuchRequest, recordRefused, viaOf } from './spoken.ts';
import { reviewWants } from './view-emergency.ts';

/**
 * A person looks at an emergency approval afterwards, and says what they found. Null for an act
 * that has been heard of before.
 */
export async function reviewRequest(ctx: Context, input: ReviewInput): Promise<VoteResult | null> {
  const located = await locate(ctx, { ...input, vote: 'reject' });
  if (!located) return noSuchRequest();
  const { id } = located.stored.state;
  const { person, facts } = await gather(ctx, input.account, located.stored.state, 'now');
  const command: Review = {
    ...commandOf(ctx, input, person, located.stored.state),
    finding: input.finding,
    ...(input.comment === undefined ? {} : { comment: await ctx.maskText(input.comment) }),
  };
  const act = { act: input.act, account: input.account };
  const judged = await once<Decided | Refused>(ctx, act, id, (current) => {
    const decided = located.stale
      ? refuse.staleCard()
      : decide(current.state, command, ctx.now(), facts);
    if (!decided.ok) return { result: decided };
    const effects = effectsOf(ctx, current, decided.state, decided.events);
    return { state: decided.state, ...effects, result: decided };
  });
  if (judged === 'seen before') return null;
  if (judged === null) return noSuchRequest();
  if (!judged.ok) return refused(ctx, input, { request: id, person, refusal: judged.refusal });
  const { state } = judged;
  if (input.finding === 'concern') {
    ctx.report.warn(
      { request: id, person: person.id },
      'A review of an emergency approval has a concern.',
    );
  }
  const sentence = `Your review is recorded. ${reviewWants(state)}`.trim();
  return { ok: true, state, person, sentence };
}

/** The same checks for a form that is about to open; reviews nothing. */
export async function mayReview(ctx: Context, input: Omit<ActInput, 'act'>): Promise<VoteResult> {
  const located = await locate(ctx, { ...input, vote: 'reject' });
  if (!located) return noSuchRequest();
  const { state } = located.stored;
  const { person, facts } = await gather(ctx, input.account, state, 'now');
  const judged = located.stale
    ? refuse.staleCard()
    : decide(state, commandOf(ctx, input, person, state), ctx.now(), facts);
  if (judged.ok) return { ok: true, state, person, sentence: 'You may review this.' };
  return refused(ctx, input, { request: state.id, person, refusal: judged.refusal });
}

/** Why a review would not count, asked of the very judgment; null where it would. */
export async function whyNoReview(ctx: Context, account: Account, state: RequestState) {
  const { person, facts } = await gather(ctx, account, state, 'recent');
  const input = { account, kind: 'home', channel: null } as const;
  const judged = decide(state, commandOf(ctx, input, person, state), ctx.now(), facts);
  return judged.ok ? null : judged.refusal.code;
}

async function gather(
  ctx: Context,
  account: Account,
  state: RequestState,
  freshness: Freshness,
): Promise<{ person: Person; facts: ReviewFacts }> {
  const [groups, { person, standing }] = await Promise.all([
    ctx.policy.groups(state.plan.policyVersion, reviewerGroups(state)),
    ctx.people.resolve(account),
  ]);
  const memberships = await ctx.people.memberships(account, person, groups, freshness);
  return { person, facts: { standing, memberships } };
}

function commandOf(
  ctx: Context,
  input: Parameters<typeof viaOf>[0],
  person: Person,
  { digest }: RequestState,
): Review {
  return { type: 'review', person, finding: 'ok', digest, salt: ctx.salt(), via: viaOf(input) };
}

async function refused(
  ctx: Context,
  { account }: Pick<ActInput, 'account'>,
  { request, person, refusal }: { request: string; person: Person; refusal: Refusal },
): Promise<VoteResult> {
  await recordRefused(ctx, 'review.refused', { request, account }, { person, refusal });
  return { ok: false, refusal, sentence: refusal.message, request, link: null };
}
