import type { RequestView, Submission } from '@countersign/core/wire/types';
import type { Countersign } from '../sdk/countersign.ts';
import { CountersignError } from '../sdk/error.ts';
import { exit } from './exit.ts';
import { soonerThanAsked } from './show/expiry.ts';
import type { Reporter } from './show/reporter.ts';
import { Interrupted, signalExit, type Signals } from './signals.ts';

export type Deciding = {
  client: Countersign;
  submission: Submission;
  /** With one, the same call finds the same request again. */
  idempotencyKey?: string | undefined;
  /** Milliseconds, as asked; the policy may give less. */
  expires?: number | undefined;
  timeoutMs?: number | undefined;
  holdSeconds: number;
  reporter: Reporter;
  signals: Signals;
};

/** How the wait ended: with a decided request, or with an exit code and nothing to run. */
export type Decided = { view: RequestView } | { exitCode: number };

export async function decide(deciding: Deciding): Promise<Decided> {
  const { reporter } = deciding;
  let id: string | undefined;
  try {
    const asked = await ask(deciding);
    id = asked.id;
    reporter.asked(asked);
    const sooner = soonerThanAsked(asked, deciding.expires);
    if (sooner !== undefined) reporter.note(sooner);
    const view = await wait(deciding, id);
    reporter.decided(view);
    return { view };
  } catch (error) {
    if (error instanceof Interrupted) {
      await afterInterruption(deciding, id, error.message);
      return { exitCode: signalExit(error.signalName) };
    }
    if (id !== undefined && error instanceof CountersignError && error.code === 'wait_timed_out') {
      await afterTimeout(deciding, id, error.message);
      return { exitCode: exit.timedOut };
    }
    throw error;
  }
}

function ask({ client, submission, idempotencyKey, signals }: Deciding) {
  return client.request(submission, { idempotencyKey, signal: signals.waiting });
}

async function wait(deciding: Deciding, id: string): Promise<RequestView> {
  const { client, timeoutMs, holdSeconds, signals, reporter } = deciding;
  signals.waiting.throwIfAborted();
  return client.wait(id, {
    timeoutMs,
    holdSeconds,
    signal: signals.waiting,
    onChange: (view) => reporter.changed(view),
    onTrouble: ({ message }) => reporter.trouble(message),
    onRecovery: () => reporter.recovered(),
  });
}

async function afterInterruption(
  deciding: Deciding,
  id: string | undefined,
  sentence: string,
): Promise<void> {
  if (id !== undefined) return takeBack(deciding, id, sentence, 'interrupted');
  deciding.reporter.failed({ code: 'interrupted', sentence: `${sentence} Nothing ran.` });
}

// Nothing is left that would run an approval that comes later, unless the same key waits again.
async function afterTimeout(deciding: Deciding, id: string, sentence: string): Promise<void> {
  if (deciding.idempotencyKey === undefined)
    return takeBack(deciding, id, sentence, 'wait_timed_out');
  deciding.reporter.failed({
    code: 'wait_timed_out',
    sentence: `${sentence} The request stays open: the same command with the same key waits for it again.`,
  });
}

async function takeBack(
  { client, reporter }: Deciding,
  id: string,
  why: string,
  code: string,
): Promise<void> {
  reporter.stopping(why);
  try {
    await client.withdraw(id);
    reporter.failed({ code, sentence: `${why} The request was taken back. Nothing ran.` });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    reporter.failed({
      code,
      sentence: `${why} Nothing ran. The request ${id} could not be taken back: ${reason}`,
    });
  }
}
