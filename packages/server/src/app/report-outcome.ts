import { cutAt } from '@countersign/core/text/truncate';
import type { Outcome, OutcomeReport } from '@countersign/core/wire/request-view';
import type { Caller } from './caller.ts';
import type { Context } from './context.ts';
import { noteworthy } from './entries.ts';
import type { Fault } from './fault.ts';
import { notFound } from './find-request.ts';
import { postInThread, redrawCard } from './lanes.ts';
import { notApproved, reportedAlready, takenByAnother } from './start-run.ts';

/**
 * How the approved command ended, in the bot's words. Reported once, by the run that started; the
 * decision stays as it is.
 */
export async function reportOutcome(
  ctx: Context,
  caller: Caller,
  id: string,
  { run, ...reported }: OutcomeReport,
): Promise<void> {
  const outcome = await withoutSecrets(ctx, reported);
  const now = ctx.now();
  const fault = await ctx.store.requests.change<Fault | 'done'>(id, (current) => {
    const { state, cards, started, outcome: earlier } = current;
    if (state.identity.id !== caller.identity.id) return { result: notFound(id) };
    if (state.status !== 'approved') return { result: notApproved(id, state.status) };
    if (started && run !== undefined && run !== started.run) {
      return { result: takenByAnother(started.at) };
    }
    // Said before, and the answer was lost on its way.
    if (earlier) return { result: same(earlier, outcome) ? 'done' : reportedAlready(id) };
    const body = {
      digest: state.digest,
      status: outcome.status,
      ...(outcome.exitCode === undefined ? {} : { exitCode: outcome.exitCode }),
    };
    return {
      outcome: { ...outcome, at: now },
      entries: [noteworthy(ctx, 'outcome.reported', body, id)],
      deliveries: cards.flatMap((card) => [
        ...(card.message === null ? [] : [redrawCard(ctx, card, now)]),
        postInThread(ctx, card, lineFor(state.identity.name, outcome), now),
      ]),
      result: 'done',
    };
  });
  if (fault !== 'done') throw fault ?? notFound(id);
}

function same(one: Outcome, other: Outcome): boolean {
  return (
    one.status === other.status && one.exitCode === other.exitCode && one.message === other.message
  );
}

/** Commands say their last words with whatever they had at hand. */
async function withoutSecrets(ctx: Context, outcome: Outcome): Promise<Outcome> {
  if (outcome.message === undefined) return outcome;
  const message = await ctx.maskText(outcome.message);
  return { ...outcome, message: cutAt(message, 2_000).text };
}

function lineFor(identity: string, { status, exitCode }: Outcome): string {
  const code = exitCode === undefined ? '' : ` (exit code ${exitCode})`;
  return `${identity} reports: the command ${status}${code}.`;
}
