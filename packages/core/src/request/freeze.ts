import { compileWindow } from '../policy/calendar/compile.ts';
import { windowAt } from '../policy/calendar/find.ts';
import type { WrittenWindow } from '../policy/plan.ts';
import type { Frozen, FreezeCheck } from './frozen.ts';

const LOOK_AGAIN_MS = 3_600_000;

/** Reads a plan's freezes, so that `decide` can ask whether they hold a moment. */
export function freezeCheck(freezes: readonly WrittenWindow[]): FreezeCheck {
  const ends = freezes.map(endOf);
  return (now) =>
    latest(
      freezes.flatMap(({ name }, at) => {
        const until = ends[at]?.(now);
        return until === undefined ? [] : [{ until, by: [name] }];
      }),
    );
}

function latest(holding: Frozen[]): Frozen | null {
  if (holding.length === 0) return null;
  return {
    until: Math.max(...holding.map(({ until }) => until)),
    by: holding.flatMap(({ by }) => by),
  };
}

/** The end of the window that holds a moment. */
function endOf({ name, ...written }: WrittenWindow): (now: number) => number | undefined {
  const compiled = compileWindow(name, written);
  // It could be read when the policy was loaded. What can't be read any more lets nothing through.
  if (!compiled.ok) return (now) => now + LOOK_AGAIN_MS;
  return (now) => windowAt(compiled.window, now)?.to;
}
