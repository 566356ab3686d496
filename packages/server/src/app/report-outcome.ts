import { cutAt } from '@countersign/core/text/truncate';
import type { Outcome } from '@countersign/core/wire/request-view';
import type { Caller } from './caller.ts';
import type { Context } from './context.ts';
import { noteworthy } from './entries.ts';
import { Fault } from './fault.ts';
import { notFound } from './find-request.ts';
import { postInThread, redrawCard } from './lanes.ts';

/** How the approved command ended, in the bot's words. Reported once; the decision stays as it is. */
export async function reportOutcome(
  ctx: Context,
  caller: Caller,
  id: string,
  reported: Outcome,
): Promise<void> {
  const outcome = await withoutSecrets(ctx, reported);
  const now = ctx.now();
  const result = await ctx.store.requests.change(id, ({ state, cards, outcome: earlier }) => {
    if (state.identity.id !== caller.identity.id) return { result: notFound(id) };
    if (state.status !== 'approved') return { result: notApproved(id, state.status) };
    if (earlier) return { result: null };
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
      result: undefined,
    };
  });
  if (result instanceof Fault) throw result;
  if (result === null && !(await ctx.store.requests.get(id))) throw notFound(id);
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

function notApproved(id: string, status: string): Fault {
  return new Fault(
    'already_decided',
    `Request ${id} is ${status}: only an approved request has an outcome.`,
  );
}
