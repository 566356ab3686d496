import { cutAt } from '@countersign/core/text/truncate';
import { notApproved, takenByAnother } from '@countersign/core/request/start';
import type { Outcome, OutcomeReport } from '@countersign/core/wire/request-view';
import type { StoredRequest } from '../ports/stored-request.ts';
import type { Caller } from './caller.ts';
import type { Context } from './context.ts';
import { noteworthy } from './entries.ts';
import { Fault } from './fault.ts';
import { notFound } from './find-request.ts';
import { endGrant } from './grants/end-grant.ts';
import { refreshCard, threadLines } from './lanes.ts';
import { reportedAlready } from './start-run.ts';

/**
 * How the approved command ended, in the bot's words. Reported once by each run that started; the
 * request shows the last one, the log has all. The decision stays as it is.
 */
export async function reportOutcome(
  ctx: Context,
  caller: Caller,
  id: string,
  { run, ...reported }: OutcomeReport,
): Promise<void> {
  const outcome = await withoutSecrets(ctx, reported);
  const now = ctx.now();
  const fault = await ctx.store.grants.change<Fault | 'done'>(id, (current, grant) => {
    const { state, cards, runs } = current;
    if (state.identity.id !== caller.identity.id) return { result: notFound(id) };
    if (state.status !== 'approved') {
      return { result: new Fault('not_approved', notApproved(state)) };
    }
    const own = runOf(current, run);
    if (own instanceof Fault) return { result: own };
    const earlier = own?.outcome ?? (runs.length > 1 ? null : current.outcome);
    // Said before, and the answer was lost on its way.
    if (earlier) return { result: same(earlier, outcome) ? 'done' : reportedAlready(id) };
    const told = { ...outcome, at: now };
    const body = {
      digest: state.digest,
      ...(own && state.plan.reuse ? { use: runs.indexOf(own) + 1 } : {}),
      status: outcome.status,
      ...(outcome.exitCode === undefined ? {} : { exitCode: outcome.exitCode }),
    };
    // What is over needs no credential any more.
    const ended = grant && grant.run === (run ?? own?.run) ? endGrant(ctx, grant, 'outcome') : {};
    return {
      ...ended,
      ...(own ? { runs: runs.map((one) => (one === own ? { ...one, outcome: told } : one)) } : {}),
      outcome: told,
      entries: [noteworthy(ctx, 'outcome.reported', body, id), ...(ended.entries ?? [])],
      deliveries: cards.flatMap((card) => [
        ...refreshCard(ctx, card, now),
        ...threadLines(ctx, card, lineFor(state.identity.name, outcome), now),
      ]),
      result: 'done',
    };
  });
  if (fault !== 'done') throw fault ?? notFound(id);
}

/** The run that reports; null where none has started. */
function runOf({ runs, state: { id } }: StoredRequest, name: string | undefined) {
  const [first, second] = runs;
  if (!first) return null;
  const named = runs.find(({ run }) => run === name);
  if (named) return named;
  if (second) {
    const what = name === undefined ? 'several runs have started' : 'this one did not start';
    return new Fault(
      'already_started',
      `The outcome of which run of ${id} this is can not be told: ${what}. Name a run that took the approval.`,
    );
  }
  return name === undefined ? first : new Fault('already_started', takenByAnother(first.at));
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
