import type { RequestView } from '@countersign/core/wire/request-view';
import type { Submission } from '@countersign/core/wire/submission';
import type { Countersign } from '../sdk/countersign.ts';
import { CountersignError } from '../sdk/error.ts';
import { exit } from './exit.ts';
import type { Reporter } from './show/reporter.ts';
import { Interrupted, signalExit, type Signals } from './signals.ts';

export type Deciding = {
  client: Countersign;
  submission: Submission;
  /** With one, the same call finds the same request again. */
  idempotencyKey?: string | undefined;
  timeoutMs?: number | undefined;
  holdSeconds: number;
  reporter: Reporter;
  signals: Signals;
};

/** How the wait ended: with a decided request, or with an exit code and nothing to run. */
export type Decided = { view: RequestView } | { exitCode: number };

export async function decide(deciding: Deciding): Promise<Decided> {
  const { client, submission, idempotencyKey, reporter, signals } = deciding;
  const signal = signals.waiting;
  const asked = await client.request(submission, { idempotencyKey, signal });
  reporter.asked(asked);
  try {
    signal.throwIfAborted();
    const view = await client.wait(asked.id, {
      timeoutMs: deciding.timeoutMs,
      holdSeconds: deciding.holdSeconds,
      signal,
      onChange: (view) => reporter.changed(view),
      onTrouble: (error) => reporter.trouble(error.message),
    });
    reporter.decided(view);
    return { view };
  } catch (error) {
    if (error instanceof Interrupted) {
      await takeBack(deciding, asked.id, error.message);
      return { exitCode: signalExit(error.signalName) };
    }
    if (error instanceof CountersignError && error.code === 'wait_timed_out') {
      await afterTimeout(deciding, asked.id, error.message);
      return { exitCode: exit.timedOut };
    }
    throw error;
  }
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
  code = 'interrupted',
): Promise<void> {
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
