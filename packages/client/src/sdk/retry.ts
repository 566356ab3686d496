import { isTransient, type CountersignError } from './error.ts';
import type { Timing } from './timing.ts';

const FIRST_MS = 500;
const LONGEST_MS = 8_000;

/** Doubles from half a second to 8 s; the upper half is random, so that waiters do not come back as one. */
export function backoffMs(failures: number, random: number): number {
  const ceiling = Math.min(LONGEST_MS, FIRST_MS * 2 ** failures);
  return ceiling / 2 + (ceiling / 2) * random;
}

/** The server's wish in milliseconds, from seconds or an HTTP date (RFC 9110, section 10.2.3). */
export function retryAfterMs(header: string | null, now: number): number | undefined {
  if (header === null) return undefined;
  if (/^\d{1,6}$/.test(header)) return Number(header) * 1000;
  const date = Date.parse(header);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}

export type Patience = {
  timing: Timing;
  /** Milliseconds since the epoch: no try begins later. */
  until: number;
  signal?: AbortSignal | undefined;
  /** Called before every pause. */
  onTrouble?: ((error: CountersignError) => void) | undefined;
  /** Called when a try succeeds after one that failed. */
  onRecovery?: (() => void) | undefined;
};

/** Tries again while the failure is a passing one; throws the last failure when the time is over. */
export async function patiently<T>(attempt: () => Promise<T>, patience: Patience): Promise<T> {
  const { timing, until, signal, onTrouble, onRecovery } = patience;
  for (let failures = 0; ; failures++) {
    try {
      const result = await attempt();
      if (failures > 0) onRecovery?.();
      return result;
    } catch (error) {
      if (!isTransient(error)) throw error;
      const own = backoffMs(failures, timing.random());
      const pause = error.retryAfterMs === undefined ? own : error.retryAfterMs + jitter(timing);
      if (timing.now() + pause > until) throw error;
      onTrouble?.(error);
      await timing.sleep(pause, signal);
    }
  }
}

/** Spreads those who were all told the same second. */
export function jitter(timing: Timing): number {
  return 500 * timing.random();
}
