import type { Now } from '../clock.ts';

/** At most `calls` within `seconds`. */
interface Window {
  calls: number;
  seconds: number;
}

/** Per bot and conversation. Source: https://learn.microsoft.com/microsoftteams/platform/bots/how-to/rate-limit */
export const sending: readonly Window[] = [
  { calls: 7, seconds: 1 },
  { calls: 8, seconds: 2 },
  { calls: 60, seconds: 30 },
  { calls: 1800, seconds: 3600 },
];

export const readingMembers: readonly Window[] = [
  { calls: 14, seconds: 1 },
  { calls: 16, seconds: 2 },
  { calls: 120, seconds: 30 },
  { calls: 3600, seconds: 3600 },
];

export class TeamsPace {
  enabled: boolean;
  readonly #calls = new Map<string, number[]>();
  readonly #now: Now;

  constructor(enabled: boolean, now: Now) {
    this.enabled = enabled;
    this.#now = now;
  }

  /** Seconds to wait (`Retry-After`) where a window is full; else 0, and the call counts. */
  take(lane: string, windows: readonly Window[]): number {
    if (!this.enabled) return 0;
    const now = this.#now();
    const made = (this.#calls.get(lane) ?? []).filter((at) => at > now - 3_600_000);
    this.#calls.set(lane, made);
    const waits = windows.map(({ calls, seconds }) => {
      const first = made.at(-calls);
      return first === undefined ? 0 : first + seconds * 1000 - now;
    });
    const wait = Math.max(...waits);
    if (wait > 0) return Math.ceil(wait / 1000);
    made.push(now);
    return 0;
  }
}
