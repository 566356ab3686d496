import type { ClaimedDelivery, Settled } from '../ports/delivery.ts';
import type { Delivered } from './deliver/result.ts';

export type RetryRules = {
  /** Attempts before giving up; those that the other side asked us to repeat don't count. */
  maxAttempts: number;
  /** Given up at this age, however many attempts were made. Milliseconds. */
  maxAgeMs: number;
  baseMs: number;
  capMs: number;
  /** The longest that the other side may put us off: a lane waits meanwhile. */
  putOffCapMs: number;
};

/** Some ten minutes of attempts, or a day of being put off. */
export const retryRules: RetryRules = {
  maxAttempts: 12,
  maxAgeMs: 24 * 3_600_000,
  baseMs: 1_000,
  capMs: 300_000,
  putOffCapMs: 3_600_000,
};

type Failed = Extract<Delivered, { outcome: 'retry' }>;

/** When a failed delivery is tried again, or that it is given up. `random` gives [0, 1). */
export function afterRetry(
  delivery: ClaimedDelivery,
  failed: Failed,
  at: { now: number; random: () => number },
  rules: RetryRules = retryRules,
): Settled {
  const { id, attempt, tries, since } = delivery;
  const { error, retryAfterMs, ambiguous = false } = failed;
  const putOff = retryAfterMs !== undefined;
  const tired = !putOff && tries >= rules.maxAttempts;
  if (tired || at.now - since >= rules.maxAgeMs) {
    return { id, attempt, outcome: 'dead', error: `Given up after ${tries} attempts: ${error}` };
  }
  const waitMs = putOff
    ? putOffMs(retryAfterMs, at.random, rules)
    : backoffMs(tries, at.random, rules);
  return { id, attempt, outcome: 'retry', runAt: at.now + waitMs, error, ambiguous, putOff };
}

/**
 * Never before the other side said, unless that is absurd, and up to a tenth later: what it put off
 * together does not come back together. “At once” would be asked again and again for a day.
 */
function putOffMs(retryAfterMs: number, random: () => number, rules: RetryRules): number {
  const least = Math.min(rules.putOffCapMs, retryAfterMs || rules.baseMs);
  return Math.ceil(least + (random() * least) / 10);
}

/** Exponential with full jitter, so that what failed together does not come back together. */
export function backoffMs(tries: number, random: () => number, rules: RetryRules): number {
  const ceiling = Math.min(rules.capMs, rules.baseMs * 2 ** (tries - 1));
  return Math.round(random() * ceiling);
}
