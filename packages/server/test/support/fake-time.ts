import type { Timer } from '../../src/app/loop.ts';

/** A clock that stands still until it is told to go on, and timers that go by it. */
export function fakeTime(start: number) {
  let now = start;
  const timers = new Set<{ at: number; run: () => void }>();

  const setTimer: Timer = (run, ms) => {
    const timer = { at: now + ms, run };
    timers.add(timer);
    return { cancel: () => void timers.delete(timer) };
  };
  const first = () => [...timers].sort((a, b) => a.at - b.at)[0];

  return {
    now: () => now,
    setTimer,
    /** When the next timer goes off. */
    next: () => first()?.at ?? null,
    /** Goes from timer to timer; `settle` waits for what each has set going. */
    async pass(ms: number, settle: () => Promise<void>): Promise<void> {
      const until = now + ms;
      for (let timer = first(); timer && timer.at <= until; timer = first()) {
        timers.delete(timer);
        now = Math.max(now, timer.at);
        timer.run();
        await settle();
      }
      now = until;
    },
  };
}
