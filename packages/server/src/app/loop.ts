import type { Reporter } from './context.ts';

export type Timer = (run: () => void, ms: number) => { cancel(): void };

/** A timer that does not keep the process alive. */
export const systemTimer: Timer = (run, ms) => {
  // setTimeout counts in 32 bits; a wait beyond that would fire at once.
  const handle = setTimeout(run, Math.min(ms, 2 ** 31 - 1));
  handle.unref();
  return { cancel: () => clearTimeout(handle) };
};

const AFTER_ERROR_MS = 1_000;

/**
 * Repeats a task: soon after `wake`, and when it says that it is due. Never two at once; an error
 * is reported and tried again.
 */
export function createLoop(options: {
  name: string;
  /** One round; returns in how many milliseconds the next is due, or null. */
  run: () => Promise<number | null>;
  /** At least this long after a wake, so that many wakes make one round. */
  gatherMs: number;
  timer: Timer;
  report: Reporter;
}) {
  const { name, run, gatherMs, timer, report } = options;
  let due: { cancel(): void } | null = null;
  let gathering: { cancel(): void } | null = null;
  let running: Promise<void> | null = null;
  let wokenMeanwhile = false;
  let stopped = false;

  function wake() {
    if (stopped || gathering) return;
    if (running) {
      wokenMeanwhile = true;
      return;
    }
    due?.cancel();
    gathering = timer(begin, gatherMs);
  }

  function begin() {
    due = null;
    gathering = null;
    if (stopped || running) return;
    running = round();
  }

  async function round() {
    const next = await attempt();
    running = null;
    if (wokenMeanwhile) {
      wokenMeanwhile = false;
      wake();
    } else if (next !== null && !stopped) {
      due = timer(begin, Math.max(next, gatherMs));
    }
  }

  async function attempt(): Promise<number | null> {
    try {
      return await run();
    } catch (error) {
      report.error({ err: error, loop: name }, `The ${name} loop failed; it is tried again.`);
      return AFTER_ERROR_MS;
    }
  }

  return {
    start: wake,
    wake,
    /** Waits for a round under way. */
    async stop() {
      stopped = true;
      due?.cancel();
      gathering?.cancel();
      await running;
    },
  };
}
