import type { BreakGlass, Decided } from '@countersign/core/request/command';
import { decide } from '@countersign/core/request/decide';
import { howItEndedSentence } from '@countersign/core/request/how-it-ended';
import { type Refused } from '@countersign/core/request/refusal';
import type { Card } from '../ports/card.ts';
import type { BreakGlassInput, VoteResult } from '../ports/chat-use-cases.ts';
import type { Context } from './context.ts';
import { effectsOf } from './effects.ts';
import { linkTo } from './links.ts';
import { locate } from './locate-vote.ts';
import { once } from './once.ts';
import { readFreezes } from './read-freezes.ts';
import { noSuchRequest, recordRefused, viaOf } from './spoken.ts';
import { reviewSentence } from './view-emergency.ts';
import { gatherEmergencyFacts } from './vote-facts.ts';

/**
 * A person opens the emergency path by words to the bot: approved at once, announced, and to be
 * reviewed. Null for an act that has been heard of before.
 */
export async function breakGlass(ctx: Context, input: BreakGlassInput): Promise<VoteResult | null> {
  const vote = asVote(input);
  const located = await locate(ctx, vote);
  if (!located) return noSuchRequest();
  // All look-ups over the network are done before the row is locked.
  const { person, vote: facts } = await gatherEmergencyFacts(ctx, vote, located);
  const frozen = await readFreezes(located.stored.state);
  const command: BreakGlass = {
    type: 'break_glass',
    person,
    // People paste what they have at hand: what is kept and posted is rid of secrets first.
    reason: await ctx.maskText(input.reason),
    salt: ctx.salt(),
    via: viaOf(input),
    shown: located.shown,
  };
  const judged = await once<Judged>(ctx, input, input.request, (current) => {
    const decided = decide(current.state, command, ctx.now(), facts, frozen);
    if (!decided.ok) return { result: { ...decided, cards: current.cards } };
    const effects = effectsOf(ctx, current, decided.state, decided.events);
    return { state: decided.state, ...effects, result: decided };
  });
  if (judged === 'seen before') return null;
  if (judged === null) return noSuchRequest();
  if (judged.ok) {
    const { state } = judged;
    const sentence = `${howItEndedSentence(state)} ${reviewSentence(state)}`;
    return { ok: true, state, person, sentence };
  }
  const { refusal, cards } = judged;
  await recordRefused(ctx, 'break_glass.refused', input, { person, refusal });
  const own = cards.filter(({ platform }) => platform === input.account.platform);
  const link = own.map((card) => linkTo(ctx, card)).find((one) => one !== null) ?? null;
  return { ok: false, refusal, sentence: refusal.message, request: input.request, link };
}

type Judged = Decided | (Refused & { cards: Card[] });

/** It is checked as an approval would be. */
function asVote({ request, account, channel }: BreakGlassInput) {
  return {
    target: { request },
    vote: 'approve' as const,
    account,
    kind: 'command' as const,
    channel,
    message: null,
  };
}
