import type { Decided, Review } from '@countersign/core/request/command';
import { decide } from '@countersign/core/request/decide';
import type { Refused } from '@countersign/core/request/refusal';
import { reviewerGroups } from '@countersign/core/request/review';
import type { ReviewInput, VoteResult } from '../ports/chat-use-cases.ts';
import type { Context } from './context.ts';
import { effectsOf } from './effects.ts';
import { once } from './once.ts';
import { noSuchRequest, recordRefused, viaOf } from './spoken.ts';
import { reviewSentence } from './view-emergency.ts';

/**
 * A person looks at an emergency approval afterwards, and says what they found. Null for an act
 * that has been heard of before.
 */
export async function reviewRequest(ctx: Context, input: ReviewInput): Promise<VoteResult | null> {
  const { request, account, finding } = input;
  const stored = await ctx.store.requests.get(request);
  if (!stored) return noSuchRequest();
  const { plan, digest } = stored.state;
  const [groups, { person, standing }] = await Promise.all([
    ctx.policy.groups(plan.policyVersion, reviewerGroups(stored.state)),
    ctx.people.resolve(account),
  ]);
  const memberships = await ctx.people.memberships(account, person, groups, 'now');
  const command: Review = {
    type: 'review',
    person,
    finding,
    digest,
    salt: ctx.salt(),
    via: viaOf(input),
    ...(input.comment === undefined ? {} : { comment: await ctx.maskText(input.comment) }),
  };
  const judged = await once<Decided | Refused>(ctx, input, request, (current) => {
    const decided = decide(current.state, command, ctx.now(), { standing, memberships });
    if (!decided.ok) return { result: decided };
    const effects = effectsOf(ctx, current, decided.state, decided.events);
    return { state: decided.state, ...effects, result: decided };
  });
  if (judged === 'seen before') return null;
  if (judged === null) return noSuchRequest();
  if (!judged.ok) {
    const { refusal } = judged;
    await recordRefused(ctx, 'review.refused', input, { person, refusal });
    return { ok: false, refusal, sentence: refusal.message, request, link: null };
  }
  const { state } = judged;
  if (finding === 'concern') {
    ctx.report.warn(
      { request, person: person.id },
      'A review of an emergency approval has a concern.',
    );
  }
  const sentence = `Your review is recorded. ${reviewSentence(state)}`.trim();
  return { ok: true, state, person, sentence };
}
