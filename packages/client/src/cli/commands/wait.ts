import { CountersignError } from '../../sdk/error.ts';
import { connectFrom, type Context } from '../context.ts';
import { exit, exitOf } from '../exit.ts';
import { failureOf } from '../failure.ts';
import { reporterFor } from '../show/choose.ts';
import { Interrupted, signalExit, Signals } from '../signals.ts';

export type WaitCommandOptions = { url?: string; json?: boolean; timeout?: number };

/** Waits for a decision that somebody else has asked for; runs nothing and takes nothing back. */
export async function wait(
  id: string,
  options: WaitCommandOptions,
  context: Context,
): Promise<number> {
  const client = connectFrom(context, options.url);
  const reporter = reporterFor(context, { ...options, hint: 'Ctrl-C stops waiting' });
  const signals = new Signals();
  let isFirst = true;
  try {
    const view = await client.wait(id, {
      timeoutMs: options.timeout,
      holdSeconds: context.stderr.isTTY ? 5 : 30,
      signal: signals.waiting,
      onChange: (view, remainingMs) => {
        if (isFirst) reporter.asked(view);
        isFirst = false;
        reporter.changed(view, remainingMs);
      },
      onTrouble: (error) => reporter.trouble(error.message),
      onRecovery: () => reporter.recovered(),
    });
    reporter.decided(view);
    return exitOf(view.status);
  } catch (error) {
    if (error instanceof Interrupted) {
      reporter.failed({
        code: 'interrupted',
        sentence: `${error.message} The request stays open.`,
      });
      return signalExit(error.signalName);
    }
    reporter.failed(failureOf(error));
    const isLate = error instanceof CountersignError && error.code === 'wait_timed_out';
    return isLate ? exit.timedOut : exit.error;
  } finally {
    signals.release();
    reporter.close();
  }
}
