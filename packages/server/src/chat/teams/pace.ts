/** Calls that Teams takes from one bot in one conversation, with one to spare for what it counts by itself. */
const windows = [
  { calls: 6, ms: 1_000 },
  { calls: 7, ms: 2_000 },
  { calls: 58, ms: 30_000 },
];
const LONGEST_MS = 30_000;
const MOST = 5_000;

/** Milliseconds until there is room for a call; 0 where there is, and then the call counts. */
export type Pace = (conversation: string) => number;

/**
 * Keeps to Teams' limits, so that it has nothing to refuse. Several replicas each keep them on their
 * own; what is too much all the same is answered 429 and put off.
 * https://learn.microsoft.com/microsoftteams/platform/bots/how-to/rate-limit#per-bot-per-thread-limit
 */
export function createPace(now: () => number): Pace {
  const made = new Map<string, number[]>();
  return (conversation) => {
    const at = now();
    const recent = (made.get(conversation) ?? []).filter((time) => time > at - LONGEST_MS);
    made.delete(conversation);
    made.set(conversation, recent);
    const [oldest] = made.keys();
    if (made.size > MOST && oldest !== undefined) made.delete(oldest);
    const waits = windows.map(({ calls, ms }) => {
      const first = recent.at(-calls);
      return first === undefined ? 0 : first + ms - at;
    });
    const wait = Math.max(0, ...waits);
    if (wait === 0) recent.push(at);
    return wait;
  };
}
