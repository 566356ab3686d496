import type { ConditionFacts } from '@countersign/core/policy/conditions/facts';
import type { PolicyFacts } from '@countersign/core/policy/facts';
import { changeFacts, requestFacts } from '@countersign/core/policy/submission-facts';
import type { Masked } from '@countersign/core/request/state';
import type { Submission } from '@countersign/core/wire/submission';
import type { Caller } from './caller.ts';
import type { Context } from './context.ts';

/** What policy judges a submission by. What nobody asks for is not fetched, and so is unknown. */
export async function policyFacts(
  ctx: Context,
  caller: Caller,
  asked: { submission: Submission; digest?: string; masked?: Masked[] },
): Promise<PolicyFacts> {
  const now = ctx.now();
  const { submission, digest, masked } = asked;
  return {
    identity: caller.facts,
    request: requestFacts(submission),
    change: {
      ...changeFacts(submission, ctx.policy.needs),
      ...(digest === undefined ? {} : { digest }),
      ...(masked === undefined ? {} : { hasSecrets: masked.length > 0 }),
    },
    time: await timeFacts(ctx.policy, now),
    ...(await historyFacts(ctx, caller, submission, now)),
  };
}

/** The calendar is loaded where a condition asks for it. */
async function timeFacts(
  { zone, needs }: Context['policy'],
  now: number,
): Promise<PolicyFacts['time']> {
  if (![...needs].some((path) => path.startsWith('time.') && path !== 'time.now')) return { now };
  const { zonedParts } = await import('@countersign/core/policy/calendar/parts');
  const { weekday, hour, minute, date } = zonedParts(zone, now);
  return { now, weekday, hour, minute, date };
}

async function historyFacts(
  ctx: Context,
  { identity }: Caller,
  { action, resource, environment }: Submission,
  now: number,
): Promise<Pick<ConditionFacts, 'history'>> {
  if (![...ctx.policy.needs].some((path) => path.startsWith('history'))) return {};
  const history = await ctx.store.requests.history({
    identity: identity.id,
    action,
    resource,
    environment,
    now,
  });
  return { history };
}
