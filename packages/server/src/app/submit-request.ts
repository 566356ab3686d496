import { changeDigest } from '@countersign/core/change';
import { digestOf, type Digest } from '@countersign/core/digest';
import type { Plan, Route } from '@countersign/core/policy/plan';
import { submit } from '@countersign/core/request/decide';
import type { Masked, RequestState } from '@countersign/core/request/state';
import type { RuleLimit } from '@countersign/core/policy/verdict';
import { samenessOf } from '@countersign/core/request/sameness';
import type { Submission } from '@countersign/core/wire/submission';
import type { Card } from '../ports/card.ts';
import type { Allowances, IdempotencyKey, StoredRequest } from '../ports/stored-request.ts';
import type { Caller } from './caller.ts';
import type { Context } from './context.ts';
import { askAll } from './direct.ts';
import { bindingsOf } from './effects.ts';
import { entriesOf, noteworthy } from './entries.ts';
import { Fault } from './fault.ts';
import { heldBack, overLimit } from './hold-back.ts';
import { postCardAgain, showCard } from './lanes.ts';
import { mayAsk } from './identities/may-act.ts';
import { newCard } from './new-card.ts';
import { submitInPlace } from './place-in-list.ts';
import { policyFacts } from './policy-facts.ts';
import { refuse, refuseFlood, type Obstacle } from './refuse-submission.ts';
import { findSame } from './same-request.ts';

/** What was committed, as long as nobody else can have changed it. */
export type Submitted =
  | { id: string; created: true; request: StoredRequest; submission: Submission }
  | { id: string; created: false };

/**
 * A bot asks. The request of before answers the same idempotency key with the same body, and the
 * same question as long as it is open or may be used again: people are asked once.
 */
export async function submitRequest(
  ctx: Context,
  caller: Caller,
  submission: Submission,
  key?: string,
  attempts = 3,
): Promise<Submitted> {
  const idempotency = key === undefined ? undefined : { key, fingerprint: digestOf(submission) };
  const [earlier, stopped] = await Promise.all([
    earlierUse(ctx, caller, idempotency),
    mayAsk(ctx, caller, submission.action),
  ]);
  if (stopped) return refuseFlood(ctx, caller, submission, stopped);
  if (earlier) return { id: earlier, created: false };

  // The digest is of what the bot will run; masking only touches what we keep and show.
  const digest = changeDigest(submission);
  const { submission: shown, masked } = await ctx.mask(submission);
  const { plan, limits, allowances } = await planFor(ctx, caller, { submission, digest, masked });
  const now = ctx.now();
  const { state, events } = submit(
    {
      type: 'submit',
      id: ctx.newId('req'),
      identity: caller.identity,
      behind: [...caller.behind, ...ctx.authorsOf(submission.change?.authors ?? [])],
      action: submission.action,
      resource: submission.resource,
      environment: submission.environment,
      digest,
      ...contextOf(ctx, shown),
      masked,
      plan,
      ...(submission.expiresIn ? { expiresInMs: submission.expiresIn * 1_000 } : {}),
    },
    now,
  );
  const sameness = samenessOf(state);
  const answeredBy = async (id: string): Promise<Submitted> => {
    if (!idempotency) return { id, created: false };
    const kept = await ctx.store.requests.addKey(caller.identity.id, idempotency, id);
    return { id: sameBody(kept, idempotency), created: false };
  };
  const obstacle = await heldBack(ctx, state, limits);
  if (plan.reuse || obstacle) {
    const same = await findSame(ctx, state, sameness);
    if (same !== null) return answeredBy(same);
  }
  if (obstacle) return refuseFlood(ctx, caller, submission, obstacle);

  const { openRequests: mostOpen } = ctx.limits;
  const asking = {
    state,
    submission: shown,
    mostOpen,
    sameness,
    allowances,
    ...(idempotency ? { idempotency } : {}),
  };
  const entries = [...entriesOf(ctx, state, events), proofEntry(ctx, state, caller)];
  const own = cardsFor(ctx, state, shown);
  const { answer, cards } = await submitInPlace(ctx, asking, own, (placed, isMore) => ({
    entries,
    cards: placed,
    deliveries: [
      ...placed.map((card) => (isMore ? postCardAgain : showCard)(ctx, card, now)),
      ...askAll(ctx, state, now),
      ...bindingsOf(ctx, state, events, now),
    ],
  }));
  const { existing, same, usedUp, tooManyOpen } = answer;
  if (same !== undefined) {
    const open = await findSame(ctx, state, sameness);
    // It ended meanwhile, so nothing stands in the way any more.
    if (open !== null) return answeredBy(open);
    if (attempts > 1) return submitRequest(ctx, caller, submission, key, attempts - 1);
    throw new Fault('unavailable', 'The same was asked and ended just now. Ask again.', 1);
  }
  // Others were faster since it was judged: it is judged again.
  if (usedUp) {
    if (attempts > 1) return submitRequest(ctx, caller, submission, key, attempts - 1);
    throw new Fault('unavailable', 'Others asked by the same rule just now. Ask again.', 1);
  }
  if (tooManyOpen) return refuseFlood(ctx, caller, submission, tooMany(caller, mostOpen));
  // Two calls with one key at once: the store let one of them through.
  if (existing) return { id: sameBody(existing, idempotency), created: false };
  const request = { state, version: 1, runs: [], outcome: null, cards };
  return { id: state.id, created: true, request, submission: shown };
}

const ASK_AGAIN_S = 60;

function tooMany({ identity: { name } }: Caller, most: number): Obstacle {
  return {
    code: 'rate_limited',
    message: `${name} has ${most} open requests, as many as it may. Wait until some are decided or expire, or withdraw them; an operator can raise limits.openRequests.`,
    retryAfter: ASK_AGAIN_S,
  };
}

async function earlierUse(ctx: Context, caller: Caller, key: IdempotencyKey | undefined) {
  const earlier = key && (await ctx.store.requests.findByKey(caller.identity.id, key.key));
  return earlier ? sameBody(earlier, key) : null;
}

function sameBody(earlier: { id: string; fingerprint: string }, key: IdempotencyKey | undefined) {
  if (earlier.fingerprint === key?.fingerprint) return earlier.id;
  throw new Fault(
    'idempotency_key_reused',
    `This idempotency key was used for ${earlier.id} with another body. Send a new key for a new request.`,
  );
}

type Asked = { submission: Submission; digest: Digest; masked: Masked[] };

type Planned = {
  plan: Plan;
  /** Of the rules that ask. */
  limits: RuleLimit[];
  allowances: Allowances;
};

async function planFor(ctx: Context, caller: Caller, asked: Asked): Promise<Planned> {
  const verdict = ctx.policy.evaluate(await policyFacts(ctx, caller, asked));
  if (verdict.outcome === 'refuse') {
    const { code, message } = verdict;
    return refuse(ctx, caller, asked.submission, { code, message });
  }
  const { plan, limits } = verdict;
  if (verdict.outcome === 'ask') return { plan, limits, allowances: limits };
  const usedUp = await overLimit(ctx, caller, limits);
  if (usedUp) {
    const message = `${usedUp.message} Or have a rule added that asks people.`;
    return refuse(ctx, caller, asked.submission, { ...usedUp, code: 'allowance_used_up', message });
  }
  const unlimited = plan.rules.filter((name) => !limits.some(({ rule }) => rule === name));
  return { plan, limits: [], allowances: [...limits, ...unlimited.map((rule) => ({ rule }))] };
}

function contextOf(ctx: Context, { reason, tickets }: Submission): { context?: Digest } {
  if (reason === undefined && tickets === undefined) return {};
  return {
    context: digestOf({ salt: ctx.salt(), reason: reason ?? null, tickets: tickets ?? [] }),
  };
}

function cardsFor(ctx: Context, state: RequestState, shown: Submission): Card[] {
  // Known before anybody can click: a click may be faster than what we hear of the posting.
  const isWhole = ({ platform }: Route) => ctx.chats.get(platform)?.showsWhole(shown) ?? false;
  return state.plan.routes.map((route) => newCard(ctx, state, route, isWhole(route)));
}

function proofEntry(ctx: Context, state: RequestState, caller: Caller) {
  return noteworthy(ctx, 'identity.proved', caller.proof, state.id);
}
