import { systemTiming } from '../../sdk/timing.ts';
import type { Context } from '../context.ts';
import { eventReporter } from './events.ts';
import { liveReporter } from './live.ts';
import { plainReporter } from './plain.ts';
import type { Reporter } from './reporter.ts';
import { styleFor } from './style.ts';

type Choice = {
  json?: boolean;
  /** Milliseconds. */
  timeout?: number;
  /** What Ctrl-C does, for the last line of the block. */
  hint: string;
};

/** Programs get events on stdout; people get stderr, redrawn where it is a terminal. */
export function reporterFor({ stdout, stderr, env }: Context, choice: Choice): Reporter {
  const { now } = systemTiming;
  if (choice.json) return eventReporter(stdout, now);
  if (!stderr.isTTY || env['TERM'] === 'dumb') return plainReporter(stderr);
  const deadline = choice.timeout === undefined ? undefined : now() + choice.timeout;
  return liveReporter({
    stream: stderr,
    style: styleFor(stderr),
    now,
    deadline,
    hint: choice.hint,
  });
}
