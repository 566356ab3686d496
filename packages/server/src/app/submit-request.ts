import { changeDigest } from '@countersign/core/change';
import { digestOf, type Digest } from '@countersign/core/digest';
import type { Plan, Route } from '@countersign/core/policy/plan';
import { submit } from '@countersign/core/request/decide';
import type { Masked, RequestState } from '@countersign/core/request/state';
import { formatDuration } from '@countersign/core/policy/duration';
import type { PolicyRefusal } from '@countersign/core/policy/verdict';
import type { Submission } from '@countersign/core/wire/submission';
import type { Card } from '../ports/card.ts';
import type { IdempotencyKey, StoredRequest } from '../ports/stored-request.ts';
import type { Caller } from './caller.ts';
import type { Context } from './context.ts';
import { bindingsOf } from './effects.ts';
import { entriesOf, noteworthy } from './entries.ts';
import { Fault } from './fault.ts';
import { postCard } from './lanes.ts';
import { newCard } from './new-card.ts';
import { policyFacts } from './policy-facts.ts';

/** What was committed, as long as nobody else can have changed it. */
export type Submitted =
  | { id: string; created: true; request: StoredRequest; submission: Submission }
  | { id: string; created: false };

/** A bot asks. The same idempotency key with the same body answers the request of before. */
export async function submitRequest(
  ctx: Context,
  caller: Caller,
  submission: Submission,
  key?: string,
): Promise<Submitted> {
  const idempotency = key === undefined ? undefined : { key, fingerprint: digestOf(submission) };
  const earlier = await earlierUse(ctx, caller, idempotency);
  if (earlier) return { id: earlier, created: false };

  // The digest is of what the bot will run; masking only touches what we keep and show.
  const digest = changeDigest(submission);
  const { submission: shown, masked } = await ctx.mask(submission);
  const { plan, allowances } = await planFor(ctx, caller, { submission, digest, masked });
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
  const cards = cardsFor(ctx, state, shown);
  const { openRequests: mostOpen } = ctx.limits;
  const { existing, tooManyOpen } = await ctx.store.requests.submit(
    { state, submission: shown, mostOpen, allowances, ...(idempotency ? { idempotency } : {}) },
    {
      entries: [...entriesOf(ctx, state, events), proofEntry(ctx, state, caller)],
      cards,
      deliveries: [
        ...cards.map((card) => postCard(ctx, card, now)),
        ...bindingsOf(ctx, state, events, now),
      ],
    },
  );
  if (tooManyOpen) return refuseFlood(ctx, caller, submission, mostOpen);
  // Two calls with one key at once: the store let one of them through.
  if (existing) return { id: sameBody(existing, idempotency), created: false };
  const request = { state, version: 1, started: null, outcome: null, cards };
  return { id: state.id, created: true, request, submission: shown };
}

const ASK_AGAIN_S = 60;

/** In the log once a minute: the attempts of a job gone wild are no news. */
async function refuseFlood(
  ctx: Context,
  caller: Caller,
  { action, resource, environment }: Submission,
  most: number,
): Promise<never> {
  const { id: identity, name } = caller.identity;
  const code = 'rate_limited';
  const at = ctx.now();
  const sight = { scope: 'flood', id: `${identity} ${Math.floor(at / 60_000)}`, at };
  const body = { identity, action, resource, environment, code };
  await ctx.store.commitOnce(sight, { entries: [noteworthy(ctx, 'submission.refused', body)] });
  throw new Fault(
    code,
    `${name} has ${most} open requests, as many as it may. Wait until some are decided or expire, or withdraw them; an operator can raise limits.openRequests.`,
    ASK_AGAIN_S,
  );
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

/** What policy asks, or the rules whose allowance this request uses up a part of. */
async function planFor(
  ctx: Context,
  caller: Caller,
  asked: Asked,
): Promise<{ plan: Plan; allowances: string[] }> {
  const verdict = ctx.policy.evaluate(await policyFacts(ctx, caller, asked));
  if (verdict.outcome === 'ask') return { plan: verdict.plan, allowances: [] };
  if (verdict.outcome === 'refuse') return refuse(ctx, caller, asked.submission, verdict);
  for (const { rule, limit } of verdict.limits) {
    const since = ctx.now() - limit.perMs;
    const used = await ctx.store.requests.countAllowed({
      identity: caller.identity.id,
      rule,
      since,
    });
    if (used >= limit.count) {
      return refuse(ctx, caller, asked.submission, {
        code: 'allowance_used_up',
        message: `Policy allows this at once, by the rule “${rule}”, ${limit.count} times in ${formatDuration(limit.perMs)}, and that is used up. Ask again later, or have a rule added that asks people.`,
      });
    }
  }
  return { plan: verdict.plan, allowances: verdict.plan.rules };
}

async function refuse(
  ctx: Context,
  caller: Caller,
  { action, resource, environment }: Submission,
  { code, message }: { code: PolicyRefusal | 'allowance_used_up'; message: string },
): Promise<never> {
  const body = { identity: caller.identity.id, action, resource, environment, code };
  await ctx.store.commit({ entries: [noteworthy(ctx, 'submission.refused', body)] });
  throw new Fault(code, message);
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
