import { moment } from '@countersign/core/text/moment';
import type { Caller } from './caller.ts';
import type { Context } from './context.ts';
import { noteworthy } from './entries.ts';
import { Fault } from './fault.ts';
import { notFound } from './find-request.ts';

/** A run takes the approval, before the command begins: one approval, one run. */
export async function startRun(
  ctx: Context,
  caller: Caller,
  id: string,
  run: string,
): Promise<void> {
  const now = ctx.now();
  const fault = await ctx.store.requests.change<Fault | 'done'>(id, (current) => {
    const { state, started, outcome } = current;
    if (state.identity.id !== caller.identity.id) return { result: notFound(id) };
    if (state.status !== 'approved') return { result: notApproved(id, state.status) };
    // Said before, and the answer was lost on its way.
    if (started?.run === run) return { result: 'done' };
    if (started) return { result: takenByAnother(started.at) };
    if (outcome) return { result: reportedAlready(id) };
    return {
      started: { run, at: now },
      entries: [noteworthy(ctx, 'run.started', { digest: state.digest }, id)],
      result: 'done',
    };
  });
  if (fault !== 'done') throw fault ?? notFound(id);
}

export function notApproved(id: string, status: string): Fault {
  return new Fault(
    'not_approved',
    `Request ${id} is ${status}: a command runs, and has an outcome, only once it is approved.`,
  );
}

export function takenByAnother(at: number): Fault {
  return new Fault(
    'already_started',
    `This approval was taken by another run at ${moment(at)}; ask again for another one.`,
  );
}

export function reportedAlready(id: string): Fault {
  return new Fault(
    'already_reported',
    `Request ${id} has an outcome already, and it stays. Ask again for another run.`,
  );
}
