import type { ProblemCode } from '@countersign/core/wire/problem';
import type { Submission } from '@countersign/core/wire/submission';
import type { Caller } from './caller.ts';
import type { Context } from './context.ts';
import { noteworthy } from './entries.ts';
import { Fault } from './fault.ts';

/** Why nothing is asked. `retryAfter` in seconds. */
export type Obstacle = { code: ProblemCode; message: string; retryAfter?: number };

/** The refusal goes on record. */
export async function refuse(
  ctx: Context,
  caller: Caller,
  submission: Submission,
  { code, message, retryAfter }: Obstacle,
): Promise<never> {
  await ctx.store.commit({ entries: [entryFor(ctx, caller, submission, code)] });
  throw new Fault(code, message, retryAfter);
}

/** In the log once a minute: the attempts of a job gone wild are no news. */
export async function refuseFlood(
  ctx: Context,
  caller: Caller,
  submission: Submission,
  { code, message, retryAfter }: Obstacle,
): Promise<never> {
  const at = ctx.now();
  const minute = Math.floor(at / 60_000);
  const sight = { scope: 'flood', id: `${code} ${caller.identity.id} ${minute}`, at };
  const entries = [entryFor(ctx, caller, submission, code)];
  await ctx.store.commitOnce(sight, { entries });
  throw new Fault(code, message, retryAfter);
}

function entryFor(ctx: Context, { identity }: Caller, asked: Submission, code: ProblemCode) {
  const { action, resource, environment } = asked;
  const body = { identity: identity.id, action, resource, environment, code };
  return noteworthy(ctx, 'submission.refused', body);
}
