import type { CastVote } from '@countersign/core/request/command';
import type { FreezeCheck } from '@countersign/core/request/frozen';
import { decide } from '@countersign/core/request/decide';
import { howItEnded } from '@countersign/core/request/how-it-ended';
import { rejectionWants } from '@countersign/core/request/rejection-wants';
import type { Refusal } from '@countersign/core/request/refusal';
import { refuse } from '@countersign/core/request/refuse';
import type { RequestState } from '@countersign/core/request/state';
import type { Person } from '@countersign/core/people';
import type { Freshness } from '../ports/people.ts';
import type { Change, Standing, StoredRequest } from '../ports/stored-request.ts';
import type { VoteInput, VoteResult } from '../ports/chat-use-cases.ts';
import type { Context } from './context.ts';
import { decisionOf } from './decision-times.ts';
import { effectsOf } from './effects.ts';
import { explained, type Refused } from './explain-refusal.ts';
import { stoppedAs } from './identities/stopped.ts';
import { adopted, isOutOfDate, locate, type Located } from './locate-vote.ts';
import { once } from './once.ts';
import { readFreezes } from './read-freezes.ts';
import { assertNotEnded } from './sessions/prove-session.ts';
import { recordRefusal } from './record-refusal.ts';
import { isRestricted } from './restricted.ts';
import { missingSentence } from './view.ts';
import { freshnessFor, gatherVoteFacts, type GatheredFacts } from './vote-facts.ts';

/**
 * A person's word on a request, from a button, a form, a command or App Home. Null for an act that
 * has been heard of before.
 */
export async function castVote(ctx: Context, input: VoteInput): Promise<VoteResult | null> {
  if (input.comment === undefined) return vote(ctx, input, 'decide', input.act);
  // People paste what they have at hand: what is kept and posted is rid of secrets first.
  const comment = await ctx.maskText(input.comment);
  return vote(ctx, { ...input, comment }, 'decide', input.act);
}

/** The same checks for a form that is about to open; decides nothing. */
export async function mayVote(
  ctx: Context,
  input: Omit<VoteInput, 'comment' | 'reviewed' | 'act' | 'answered'>,
): Promise<VoteResult> {
  // The reason and the tick come with the form; their absence is no refusal yet.
  const asIfSent = { ...input, comment: '(to come)', reviewed: true, answered: true } as const;
  return (await vote(ctx, asIfSent, 'check')) ?? unknownCard();
}

/** The same checks, afresh, for somebody who is about to read what they may decide. */
export async function mayRead(
  ctx: Context,
  input: Omit<VoteInput, 'vote' | 'comment' | 'reviewed' | 'act' | 'answered'>,
): Promise<VoteResult> {
  const asIfSent = { ...input, comment: '(to come)', reviewed: true, answered: true } as const;
  return (await vote(ctx, { ...asIfSent, vote: 'approve' }, 'read')) ?? unknownCard();
}

/** `check` and `read` decide nothing. */
type Mode = 'decide' | 'check' | 'read';

async function vote(
  ctx: Context,
  input: VoteInput,
  mode: Mode,
  act?: string,
): Promise<VoteResult | null> {
  const located = await locate(ctx, input);
  if (!located) return unknownCard();
  // All look-ups over the network are done before the row is locked.
  const { stored } = located;
  const reads = mode === 'read' && isRestricted(stored.state);
  const isAsked = mode === 'decide' || reads;
  const freshness = isAsked ? freshnessFor(input.vote, stored.state) : 'recent';
  const gathered = await gatherVoteFacts(ctx, input, located, freshness);
  if (input.session !== undefined) await assertNotEnded(ctx, input.session);
  const facts = reads ? aboutToRead(gathered) : gathered;
  const frozen = await readFreezes(stored.state);
  const salt = ctx.salt();
  const attempt = { input, located, frozen, freshness, salt, mode, reads };
  const judged = await once(
    ctx,
    { act, account: input.account },
    stored.state.id,
    (current, standing) => {
      const change = judge(
        ctx,
        { ...attempt, facts: asOfNow(ctx, current, standing, facts) },
        current,
      );
      if (input.kind === 'api' && !change.result.ok) throw new ToAnswer(change.result);
      return change;
    },
    {
      delegations: facts.vote.behalf?.map(({ delegation }) => delegation.id) ?? [],
      ...(input.vote === 'approve' ? { requester: stored.state.identity.id } : {}),
    },
  ).catch(undone);
  if (judged === 'ask again') return vote(ctx, input, mode, act);
  if (judged === 'seen before') return null;
  if (judged === null) return unknownCard();
  if (judged.ok) return judged;
  const result = await explained(ctx, { input, person: facts.person }, judged);
  await recordRefusal(ctx, { input, person: facts.person, located }, result);
  return result;
}

/**
 * Others voted meanwhile: what was asked for a vote among many has to do for the last one. It undoes
 * the transaction, so that the act is not remembered before it is judged.
 */
class ToAskAgain extends Error {}

/** A client of the API may send the very same again after a refusal: that is not remembered either. */
class ToAnswer extends Error {
  readonly refused: Refused;
  constructor(refused: Refused) {
    super(refused.refusal.message);
    this.refused = refused;
  }
}

function undone(error: unknown): 'ask again' | Refused {
  if (error instanceof ToAskAgain) return 'ask again';
  if (error instanceof ToAnswer) return error.refused;
  throw error;
}

type Attempt = {
  input: VoteInput;
  located: Located;
  facts: GatheredFacts;
  frozen: FreezeCheck;
  freshness: Freshness;
  salt: string;
  mode: Mode;
  /** Something restricted, for the first time perhaps. */
  reads: boolean;
};

type Accepted = Extract<VoteResult, { ok: true }>;

/** Pure but for ids and the clock: runs inside the transaction, and may run again. */
function judge(ctx: Context, attempt: Attempt, current: StoredRequest): Change<Accepted | Refused> {
  const { facts, freshness, frozen, located, mode, reads } = attempt;
  const copies = adopted(ctx, located, current);
  const refused = (refusal: Refusal) => ({
    ...copies,
    result: { ok: false, refusal, current } as const,
  });
  if (isOutOfDate(located, current.state)) return refused(refuse.staleCard().refusal);
  const command = commandOf(attempt);
  const decided = decide(current.state, command, ctx.now(), facts.vote, frozen);
  if (!decided.ok && reads) {
    // Who may end it has to know what it is, too.
    const other = { ...command, vote: 'reject' } as const;
    const { ok } = decide(current.state, other, ctx.now(), facts.vote, frozen);
    const only = accepted(current.state, facts.person, 'You may reject this.');
    if (ok) return { ...copies, result: { ...only, rejectOnly: true } };
  }
  if (!decided.ok) return refused(decided.refusal);
  if (mode !== 'decide') {
    return { ...copies, result: accepted(current.state, facts.person, 'You may decide this.') };
  }
  const completes = decided.events.some(({ type }) => type === 'stage_passed' || type === 'held');
  if (completes && attempt.input.vote === 'approve' && freshness !== 'now') throw new ToAskAgain();
  const withCopies = { ...current, cards: merged(current.cards, copies.cards) };
  const effects = effectsOf(ctx, withCopies, decided.state, decided.events);
  const decisions = decided.events.flatMap((event) =>
    event.type === 'voted' ? [decisionOf(current, located.card, event.vote)] : [],
  );
  const unneeded = attempt.input.vote === 'approve' && isHeldStill(current.state, decided.state);
  const done = accepted(
    decided.state,
    facts.person,
    unneeded ? unneededSentence(decided.state) : sentenceFor(decided.state, attempt.input.vote),
  );
  return {
    state: decided.state,
    decisions,
    entries: effects.entries,
    cards: merged(copies.cards ?? [], effects.cards),
    deliveries: [...(copies.deliveries ?? []), ...effects.deliveries],
    result: {
      ...done,
      ...(unneeded ? { unneeded } : {}),
      tookMs: decisions[0]?.tookMs ?? 0,
    },
  };
}

function commandOf({ input, located, facts, salt }: Attempt): CastVote {
  const { account, kind, channel, session } = input;
  return {
    type: 'vote',
    vote: input.vote,
    person: facts.person,
    salt,
    via: {
      platform: account.platform,
      kind,
      team: account.team,
      user: account.user,
      ...(channel === null ? {} : { channel }),
      ...(session === undefined ? {} : { session }),
      ...(facts.accounts ? { accounts: facts.accounts } : {}),
    },
    shown: located.shown,
    ...(input.comment === undefined ? {} : { comment: input.comment }),
  };
}

/**
 * Whoever was a stand-in when that was looked up may be none any more, and the register may stop
 * whoever asked.
 */
function asOfNow(
  ctx: Context,
  { state }: StoredRequest,
  { delegations, requester }: Standing,
  { vote, ...voter }: GatheredFacts,
): GatheredFacts {
  const stopped = stoppedAs(ctx, state.identity.id, requester);
  if (!vote.behalf) return { ...voter, vote: { ...vote, stopped } };
  const behalf = vote.behalf.filter(({ delegation }) => delegations.has(delegation.id));
  return { ...voter, vote: { ...vote, behalf, stopped } };
}

function aboutToRead({ vote: facts, ...voter }: GatheredFacts): GatheredFacts {
  return { ...voter, vote: { ...facts, changeShown: 'whole' } };
}

function sentenceFor(state: RequestState, vote: VoteInput['vote']): string {
  if (state.status === 'approved') return 'Approved: every stage has its approvals.';
  if (state.status === 'rejected') return `Rejected: ${howItEnded(state)}.`;
  if (vote === 'reject') return `${oneRejection(state)} ${missingSentence(state)}`;
  return `Your word counts. ${missingSentence(state)}`;
}

function isHeldStill(before: RequestState, after: RequestState): boolean {
  return before.held !== undefined && after.held !== undefined;
}

/** It came from a card or a form of before all had agreed; it counts if one of them takes theirs back. */
function unneededSentence(state: RequestState): string {
  return `Your word counts, and nothing waited for it. ${missingSentence(state)}`;
}

/** Whoever rejects takes it for the end, unless told otherwise. */
function oneRejection(state: RequestState): string {
  const wants = rejectionWants(state, state.stage);
  return `Your rejection counts, and does not end it by itself${wants === null ? '' : `: ${wants}`}.`;
}

function accepted(state: RequestState, person: Person, sentence: string): Accepted {
  return { ok: true, state, person, sentence };
}

export function unknownCard(): Extract<VoteResult, { ok: false }> {
  const { refusal } = refuse.staleCard();
  return { ok: false, refusal, sentence: refusal.message, request: null, link: null };
}

/** Later cards replace earlier ones of the same id. */
function merged<T extends { id: string }>(base: T[], changes: T[] = []): T[] {
  return [...new Map([...base, ...changes].map((card) => [card.id, card])).values()];
}
