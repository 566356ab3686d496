import { formatDuration } from '@countersign/core/policy/duration';
import type { RuleLimit } from '@countersign/core/policy/verdict';
import { howItEnded } from '@countersign/core/request/how-it-ended';
import { rejectionsOf, type RequestState } from '@countersign/core/request/state';
import { moment } from '@countersign/core/text/moment';
import type { Context } from './context.ts';
import type { Obstacle } from './refuse-submission.ts';

/** Why an identity may not ask just now, though policy would have people asked; null where it may. */
export async function heldBack(
  ctx: Context,
  state: RequestState,
  limits: readonly RuleLimit[],
): Promise<Obstacle | null> {
  return (await coolingDown(ctx, state)) ?? overLimit(ctx, state, limits);
}

async function coolingDown(ctx: Context, asked: RequestState): Promise<Obstacle | null> {
  const { identity, action, resource, plan } = asked;
  if (plan.cooldownMs === undefined) return null;
  const now = ctx.now();
  const since = now - plan.cooldownMs;
  const like = { identity: identity.id, action, resource, since };
  const rejected = await ctx.store.requests.lastRejected(like);
  if (!rejected) return null;
  const { state } = rejected;
  const until = (state.decidedAt ?? now) + plan.cooldownMs;
  const reason = rejectionsOf(state, state.stage).at(-1)?.comment;
  const why = reason === undefined ? '' : ` The reason given: “${reason}”`;
  return {
    code: 'cooling_down',
    message: `${identity.name} may not ask for ${action} on ${resource} before ${minuteAfter(until)}, since ${howItEnded(state)}.${why}${ended(why)} Talk to them, or ask again then.`,
    retryAfter: secondsUntil(until, now),
  };
}

function ended(text: string): string {
  return text === '' || /[.!?]”$/u.test(text) ? '' : '.';
}

/** Each rule's limit holds by itself; of those that are used up, the one that frees last is told. */
export async function overLimit(
  ctx: Context,
  { identity }: Pick<RequestState, 'identity'>,
  limits: readonly RuleLimit[],
): Promise<Obstacle | null> {
  const now = ctx.now();
  const usedUp = await Promise.all(
    limits.map(async ({ rule, limit }) => {
      const { count, perMs } = limit;
      const ask = { identity: identity.id, rule, count, since: now - perMs };
      const freed = await ctx.store.requests.nthLastByRule(ask);
      return freed === null ? [] : [{ rule, count, perMs, until: freed + perMs }];
    }),
  );
  const [last] = usedUp.flat().sort((a, b) => b.until - a.until);
  if (!last) return null;
  const { rule, count, perMs, until } = last;
  return {
    code: 'rate_limited',
    message: `${identity.name} may ask ${times(count)} in ${formatDuration(perMs)} by the rule “${rule}”, and has done so. Ask again after ${minuteAfter(until)}, or have the rule's limit raised.`,
    retryAfter: secondsUntil(until, now),
  };
}

/** Told to the minute, and never too early. */
function minuteAfter(at: number): string {
  return moment(Math.ceil(at / 60_000) * 60_000);
}

function times(count: number): string {
  return count === 1 ? 'once' : `${count} times`;
}

function secondsUntil(until: number, now: number): number {
  return Math.max(1, Math.ceil((until - now) / 1_000));
}
