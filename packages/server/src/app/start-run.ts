import { judgeStart } from '@countersign/core/request/start';
import type { Caller } from './caller.ts';
import type { Context } from './context.ts';
import { noteworthy } from './entries.ts';
import { Fault } from './fault.ts';
import { notFound } from './find-request.ts';
import { assertMayAct } from './identities/may-act.ts';
import { readFreezes } from './read-freezes.ts';

/**
 * A run takes the approval, before the command begins. One approval serves one run, or as many as
 * its plan says; judged under the row's lock, so that never more begin.
 */
export async function startRun(
  ctx: Context,
  caller: Caller,
  id: string,
  run: string,
): Promise<void> {
  const [stored] = await Promise.all([ctx.store.requests.get(id), assertMayAct(ctx, caller)]);
  if (!stored) throw notFound(id);
  const frozen = await readFreezes(stored.state);
  const fault = await ctx.store.requests.change<Fault | 'done'>(id, (current) => {
    const now = ctx.now();
    const { state, runs, outcome } = current;
    if (state.identity.id !== caller.identity.id) return { result: notFound(id) };
    const judged = judgeStart(state, { run, behind: caller.behind, uses: runs }, now, frozen);
    if (!judged.ok) return { result: new Fault(judged.refusal.code, judged.refusal.message) };
    // Said before, and the answer was lost on its way.
    if (!judged.isNew) return { result: 'done' };
    if (outcome && runs.length === 0) return { result: reportedAlready(id) };
    const use = runs.length + 1;
    const body = { digest: state.digest, ...(state.plan.reuse ? { use } : {}) };
    return {
      runs: [...runs, { run, at: now }],
      // At the moment of the judgment: whoever recounts it holds it against the freezes.
      entries: [{ ...noteworthy(ctx, 'run.started', body, id), at: new Date(now).toISOString() }],
      result: 'done',
    };
  });
  if (fault !== 'done') throw fault ?? notFound(id);
}

export function reportedAlready(id: string): Fault {
  return new Fault(
    'already_reported',
    `Request ${id} has an outcome already, and it stays. Ask again for another run.`,
  );
}
