import { randomUUID } from 'node:crypto';
import type { Outcome, RequestView, Submission } from '@countersign/core/wire/types';
import { driftOf } from '../../change/drift.ts';
import { takeSnapshot, type Snapshot, type Sources } from '../../change/snapshot.ts';
import { assertApproved } from '../../sdk/assert-approved.ts';
import type { Countersign } from '../../sdk/countersign.ts';
import { runChild } from '../child.ts';
import { connectFrom, type Context } from '../context.ts';
import { decide } from '../decide.ts';
import { exit, exitOf, UsageError } from '../exit.ts';
import { assertRunnable, NotRunnable } from '../find-program.ts';
import { failureOf } from '../failure.ts';
import { takeGrant, type Held } from '../grant.ts';
import { reporterFor } from '../show/choose.ts';
import type { Ended, Failure, Reporter } from '../show/reporter.ts';
import { Interrupted, signalExit, Signals } from '../signals.ts';
import { submissionOf, type AskOptions } from '../submission.ts';
import { takeApproval } from '../take.ts';

export type RunOptions = AskOptions & {
  /** Milliseconds. */
  timeout?: number;
  /** Of the grant's audiences, those that its token is for; all where left out. */
  audience?: string[];
  /** Systems that the grant is to open. */
  target?: string[];
};

type Job = {
  command: string[];
  options: RunOptions;
  context: Context;
  client: Countersign;
  reporter: Reporter;
  signals: Signals;
  /** The name of this run: an approval serves no other. */
  runId: string;
};

export async function run(
  command: string[],
  options: RunOptions,
  context: Context,
): Promise<number> {
  if (command.length === 0) throw new UsageError('Give the command to run behind --.');
  const reporter = reporterFor(context, { ...options, hint: 'Ctrl-C takes the request back' });
  const client = connectFrom(context, options.url, {
    onTrouble: ({ message }) => reporter.trouble(message),
    onRecovery: () => reporter.recovered(),
  });
  const signals = new Signals();
  const runId = randomUUID();
  try {
    return await askThenRun({ command, options, context, client, reporter, signals, runId });
  } catch (error) {
    reporter.failed(failureOf(error));
    if (error instanceof UsageError) return exit.usage;
    return error instanceof NotRunnable ? error.exitCode : exit.error;
  } finally {
    signals.release();
    reporter.close();
  }
}

/** Asks, waits, looks again, takes the approval and its grant, looks once more, runs, reports. Every way but the approved one ends before the command. */
async function askThenRun(job: Job): Promise<number> {
  const { command, options, context, client, reporter, signals, runId } = job;
  const { diff, artifact: artifacts = [], idempotencyKey, timeout: timeoutMs } = options;
  assertRunnable(command[0] ?? '', context.cwd, context.env);
  const sources = { cwd: context.cwd, diff, artifacts, command };
  const shown = await takeSnapshot(sources);
  if (shown.warning !== undefined) reporter.note(shown.warning);
  const submission = submissionOf(options, shown.change);
  const holdSeconds = context.stderr.isTTY ? 5 : 30;
  const ask = {
    client,
    submission,
    wanted: { audience: options.audience, targets: options.target },
    run: runId,
    expires: options.expires,
    idempotencyKey,
    timeoutMs,
    holdSeconds,
    reporter,
    signals,
  };
  const decided = await decide(ask);
  if ('exitCode' in decided) return decided.exitCode;
  const { view, isOwn } = decided;
  if (view.status !== 'approved') return exitOf(view.status);
  assertApproved(view, submission);

  const moved = await changeSince(shown, sources);
  // Another job that asked the same may still run under this approval.
  if (moved) return stop(job, view, moved, isOwn);
  const isTaken = await takeApproval({ client, view, submission, run: runId, signals });
  const stopped = interruption(signals);
  if (stopped) return stop(job, view, stopped, isOwn || isTaken);
  const held = await openGrant(job, view, submission);
  if ('failure' in held) return stop(job, view, held, true);
  // All that was opened took its time. Nothing is waited for between this look and the command.
  const movedSince = await changeSince(shown, sources);
  const late = interruption(signals) ?? movedSince;
  if (late) {
    await held.giveBack();
    return stop(job, view, late, true);
  }

  reporter.started(command, view);
  const { cwd, env } = context;
  const quietStdout = options.json === true;
  const child = { cwd, env, view, signals, quietStdout, granted: held.env };
  const ended = await runChild(command, child);
  await held.giveBack();
  reporter.ended(ended, view);
  await report(job, view, outcomeOf(ended));
  return ended.exitCode;
}

type Obstacle = { failure: Failure; exitCode: number };

/** Nothing runs, which is told here and, where the approval is ours to end, to the service. */
async function stop(
  job: Job,
  view: RequestView,
  { failure, exitCode }: Obstacle,
  isOurs: boolean,
): Promise<number> {
  job.reporter.failed(failure);
  const message = [failure.sentence, ...(failure.details ?? [])].join(' ');
  const outcome = { status: 'failed', message: message.slice(0, 2_000).toWellFormed() } as const;
  if (isOurs) await report(job, view, outcome);
  return exitCode;
}

async function changeSince(shown: Snapshot, sources: Sources): Promise<Obstacle | undefined> {
  const details = await takeSnapshot(sources).then(
    (now) => driftOf(shown, now),
    (error: unknown) => [failureOf(error).sentence],
  );
  if (details.length === 0) return undefined;
  const sentence = 'What would run is no longer what was approved. Nothing ran.';
  return { failure: { code: 'changed_since', sentence, details }, exitCode: exit.error };
}

/** What keeps the command from running without its grant is told as any other obstacle. */
async function openGrant(
  { client, options: { audience, target: targets }, runId: run, signals, reporter }: Job,
  view: RequestView,
  submission: Submission,
): Promise<Held | Obstacle> {
  try {
    return await takeGrant({
      client,
      view,
      submission,
      run,
      audience,
      targets,
      signals,
      reporter,
    });
  } catch (error) {
    const failure = failureOf(error);
    const sentence = `${failure.sentence} Nothing ran: policy gives this command a grant, and there is none.`;
    return { failure: { ...failure, sentence }, exitCode: exit.error };
  }
}

function interruption({ waiting }: Signals): Obstacle | undefined {
  const reason: unknown = waiting.reason;
  if (!(reason instanceof Interrupted)) return undefined;
  const sentence = `${reason.message} It was approved, but nothing ran.`;
  return { failure: { code: 'interrupted', sentence }, exitCode: signalExit(reason.signalName) };
}

function outcomeOf({ status, exitCode, message }: Ended): Outcome {
  return {
    status,
    exitCode,
    ...(message === undefined ? {} : { message: message.slice(0, 2_000) }),
  };
}

/** The command has ended as it has; a report that fails is said and changes nothing. */
async function report(
  { client, reporter, runId, signals }: Job,
  { id }: RequestView,
  outcome: Outcome,
): Promise<void> {
  try {
    await client.outcome(id, { ...outcome, run: runId }, { signal: signals.telling });
  } catch (error) {
    reporter.note(`The outcome could not be reported: ${failureOf(error).sentence}`);
  }
}
