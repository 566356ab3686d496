import type { RequestView, Submission } from '@countersign/core/wire/types';
import type { Countersign } from '../sdk/countersign.ts';
import { CountersignError } from '../sdk/error.ts';
import { exit } from './exit.ts';
import { assertGiven, type Wanted } from './assert-given.ts';
import { soonerThanAsked } from './show/expiry.ts';
import type { Reporter } from './show/reporter.ts';
import { Interrupted, signalExit, type Signals } from './signals.ts';

export type Deciding = {
  client: Countersign;
  submission: Submission;
  wanted: Wanted;
  /** The name of this run. */
  run: string;
  /** With one, the same call finds the same request again. */
  idempotencyKey?: string | undefined;
  /** Milliseconds, as asked; the policy may give less. */
  expires?: number | undefined;
  timeoutMs?: number | undefined;
  holdSeconds: number;
  reporter: Reporter;
  signals: Signals;
};

/**
 * How the wait ended: with a decided request, or with an exit code and nothing to run. `isOwn`: this
 * call made the request; else another job asked the same before, and waits for it, too.
 */
export type Decided = { view: RequestView; isOwn: boolean } | { exitCode: number };

type Asked = { id: string; isOwn: boolean };

const SHARED =
  'Another job asked for the very same before: both wait for this one request, and people see the reason and the tickets of the first. One approval serves one run, unless policy says otherwise.';

export async function decide(deciding: Deciding): Promise<Decided> {
  const { reporter } = deciding;
  let asked: Asked | undefined;
  try {
    const { view: first, isNew: isOwn } = await ask(deciding);
    asked = { id: first.id, isOwn };
    reporter.asked(first);
    if (!isOwn && deciding.idempotencyKey === undefined) reporter.note(SHARED);
    const sooner = soonerThanAsked(first, deciding.expires);
    if (sooner !== undefined) reporter.note(sooner);
    const view = await wait(deciding, first.id);
    if (isLost(deciding, view, isOwn)) {
      reporter.note('The job that asked for the same before took it back; it is asked again.');
      return await decide(deciding);
    }
    reporter.decided(view);
    return { view, isOwn };
  } catch (error) {
    if (error instanceof Interrupted) {
      await afterInterruption(deciding, asked, error.message);
      return { exitCode: signalExit(error.signalName) };
    }
    if (asked && error instanceof CountersignError && error.code === 'wait_timed_out') {
      await afterTimeout(deciding, asked, error.message);
      return { exitCode: exit.timedOut };
    }
    throw error;
  }
}

/** With a key of its own, the same call would find the same request again. */
function isLost({ idempotencyKey }: Deciding, { status }: RequestView, isOwn: boolean): boolean {
  return status === 'withdrawn' && !isOwn && idempotencyKey === undefined;
}

async function ask({ client, submission, wanted, idempotencyKey, signals }: Deciding) {
  await assertGiven({ client, submission, wanted, signal: signals.waiting });
  return client.ask(submission, { idempotencyKey, signal: signals.waiting });
}

async function wait(deciding: Deciding, id: string): Promise<RequestView> {
  const { client, timeoutMs, holdSeconds, signals, reporter } = deciding;
  signals.waiting.throwIfAborted();
  return client.wait(id, {
    timeoutMs,
    holdSeconds,
    signal: signals.waiting,
    onChange: (view, remainingMs) => reporter.changed(view, remainingMs),
    onTrouble: ({ message }) => reporter.trouble(message),
    onRecovery: () => reporter.recovered(),
  });
}

async function afterInterruption(
  deciding: Deciding,
  asked: Asked | undefined,
  sentence: string,
): Promise<void> {
  if (asked) return takeBack(deciding, asked, sentence, 'interrupted');
  deciding.reporter.failed({ code: 'interrupted', sentence: `${sentence} Nothing ran.` });
}

// Nothing is left that would run an approval that comes later, unless the same key waits again.
async function afterTimeout(deciding: Deciding, asked: Asked, sentence: string): Promise<void> {
  if (deciding.idempotencyKey === undefined)
    return takeBack(deciding, asked, sentence, 'wait_timed_out');
  deciding.reporter.failed({
    code: 'wait_timed_out',
    sentence: `${sentence} The request stays open: the same command with the same key waits for it again.`,
  });
}

async function takeBack(
  { client, reporter, run }: Deciding,
  { id, isOwn }: Asked,
  why: string,
  code: string,
): Promise<void> {
  if (!isOwn) {
    const sentence = `${why} Nothing ran. The request ${id} stays open, since another job asked for it before and may wait for it.`;
    return reporter.failed({ code, sentence });
  }
  reporter.stopping(why);
  try {
    await client.withdraw(id);
    reporter.failed({ code, sentence: `${why} The request was taken back. Nothing ran.` });
  } catch (error) {
    const isDecided = error instanceof CountersignError && error.code === 'already_decided';
    if (isDecided && (await endApproval(client, id, { message: `${why} Nothing ran.`, run }))) {
      return reporter.failed({ code, sentence: `${why} It was approved meanwhile; nothing ran.` });
    }
    const reason = error instanceof Error ? error.message : String(error);
    reporter.failed({
      code,
      sentence: `${why} Nothing ran. The request ${id} could not be taken back: ${reason}`,
    });
  }
}

/** People approved it as it was taken back: nothing is to run by that later. Whether it is ended. */
function endApproval(
  client: Countersign,
  id: string,
  how: { message: string; run: string },
): Promise<boolean> {
  return client.outcome(id, { status: 'failed', ...how }).then(
    () => true,
    () => false,
  );
}
