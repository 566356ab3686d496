import type { BreakGlass, Decided } from '@countersign/core/request/command';
import { openerGroups } from '@countersign/core/request/break-glass';
import { decide } from '@countersign/core/request/decide';
import { howItEndedSentence } from '@countersign/core/request/how-it-ended';
import type { Refused } from '@countersign/core/request/refusal';
import { refuse } from '@countersign/core/request/refuse';
import type { Card } from '../ports/card.ts';
import type {
  ActInput,
  BreakGlassInput,
  ReadingResult,
  VoteInput,
  VoteResult,
} from '../ports/chat-use-cases.ts';
import type { Context } from './context.ts';
import { effectsOf } from './effects.ts';
import { stoppedAs, stoppedNow } from './identities/stopped.ts';
import { linkTo } from './links.ts';
import { isOutOfDate, locate, type Located } from './locate-vote.ts';
import { once } from './once.ts';
import { reading } from './read-change.ts';
import { readFreezes } from './read-freezes.ts';
import { noSuchRequest, recordRefused, viaOf } from './spoken.ts';
import { reviewSentence } from './view-emergency.ts';
import { gatherAuthority, gatherEmergencyFacts, type GatheredFacts } from './vote-facts.ts';
import { wholeElsewhere } from './whole-elsewhere.ts';

/**
 * A person opens the emergency path by a form or by words to the bot: approved at once, announced,
 * and to be reviewed. Null for an act that has been heard of before.
 */
export async function breakGlass(ctx: Context, input: BreakGlassInput): Promise<VoteResult | null> {
  const vote = asVote(input);
  const located = await locate(ctx, vote);
  if (!located) return noSuchRequest();
  const { state } = located.stored;
  // All look-ups over the network are done before the row is locked.
  const facts = await gatherEmergencyFacts(ctx, vote, located);
  const frozen = await readFreezes(state);
  const wholeOn = await wholeElsewhere(ctx, state, state.plan.breakGlass?.routes ?? []);
  // People paste what they have at hand: what is kept and posted is rid of secrets first.
  const reason = await ctx.maskText(input.reason);
  const command = commandOf(ctx, input, located, { ...facts, reason });
  const act = { act: input.act, account: input.account };
  const requester = state.identity.id;
  const judged = await once<Judged>(
    ctx,
    act,
    state.id,
    (current, standing) => {
      const vote = { ...facts.vote, stopped: stoppedAs(ctx, requester, standing.requester) };
      const decided = isOutOfDate(located, current.state)
        ? refuse.staleCard()
        : decide(current.state, command, ctx.now(), vote, frozen);
      if (!decided.ok) return { result: { ...decided, cards: current.cards } };
      const effects = effectsOf(ctx, current, decided.state, decided.events, wholeOn);
      return { state: decided.state, ...effects, result: decided };
    },
    { requester },
  );
  if (judged === 'seen before') return null;
  if (judged === null) return noSuchRequest();
  if (!judged.ok)
    return refused(ctx, input, { person: facts.person, ...judged, request: state.id });
  const sentence = `${howItEndedSentence(judged.state)} ${reviewSentence(judged.state, input.account.platform)}`;
  return { ok: true, state: judged.state, person: facts.person, sentence };
}

/** The same checks for the form, which shows what would be approved; decides nothing. */
export async function openBreakGlass(
  ctx: Context,
  input: Omit<ActInput, 'act'>,
): Promise<ReadingResult> {
  const vote = asVote(input);
  const located = await locate(ctx, vote);
  if (!located) return noSuchRequest();
  const { state, cards } = located.stored;
  const gathered = await gatherAuthority(ctx, vote, located.stored, 'now', openerGroups(state));
  const { person } = gathered;
  const stopped = await stoppedNow(ctx, state.identity.id);
  const facts = { person, vote: { ...gathered.vote, changeShown: 'whole', stopped } } as const;
  const command = commandOf(ctx, input, located, { ...facts, reason: '(to come)' });
  const frozen = await readFreezes(state);
  const judged = isOutOfDate(located, state)
    ? refuse.staleCard()
    : decide(state, command, ctx.now(), facts.vote, frozen);
  if (judged.ok) return reading(ctx, input, { state, person });
  return refused(ctx, input, { person, ...judged, cards, request: state.id });
}

type Judged = Decided | (Refused & { cards: Card[] });

function commandOf(
  ctx: Context,
  input: Omit<ActInput, 'act'>,
  { shown }: Located,
  { person, reason }: Pick<GatheredFacts, 'person'> & { reason: string },
): BreakGlass {
  return { type: 'break_glass', person, reason, salt: ctx.salt(), via: viaOf(input), shown };
}

async function refused(
  ctx: Context,
  { account }: Pick<ActInput, 'account'>,
  {
    request,
    person,
    refusal,
    cards,
  }: Refused & Pick<GatheredFacts, 'person'> & { request: string; cards: Card[] },
): Promise<Extract<VoteResult, { ok: false }>> {
  await recordRefused(ctx, 'break_glass.refused', { request, account }, { person, refusal });
  const own = cards.filter(({ platform }) => platform === account.platform);
  const link = own.map((card) => linkTo(ctx, card, account)).find((one) => one !== null) ?? null;
  return { ok: false, refusal, sentence: refusal.message, request, link };
}

/** It is checked as an approval would be. */
function asVote(input: Omit<ActInput, 'act'> & Pick<BreakGlassInput, 'reviewed'>): VoteInput {
  const { target, account, kind, channel, message, reviewed } = input;
  const common = { target, account, kind, channel, message };
  return { ...common, vote: 'approve', ...(reviewed ? { reviewed } : {}) };
}
