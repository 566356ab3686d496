import { compileWindow } from '../policy/calendar/compile.ts';
import { windowAt } from '../policy/calendar/find.ts';
import type { WrittenWindow } from '../policy/plan.ts';

const LOOK_AGAIN_MS = 3_600_000;

/** Which freezes hold a moment, and when the last of them is over; null where none does. */
export function frozen(
  freezes: readonly WrittenWindow[] | undefined,
  now: number,
): { until: number; by: string[] } | null {
  const holding = (freezes ?? []).flatMap((written) => {
    const until = endOf(written, now);
    return until === null ? [] : [{ until, name: written.name }];
  });
  if (holding.length === 0) return null;
  return {
    until: Math.max(...holding.map(({ until }) => until)),
    by: holding.map(({ name }) => name),
  };
}

function endOf({ name, ...written }: WrittenWindow, now: number): number | null {
  const compiled = compileWindow(name, written);
  // It could be read when the policy was loaded. What can't be read any more lets nothing through.
  if (!compiled.ok) return now + LOOK_AGAIN_MS;
  return windowAt(compiled.window, now)?.to ?? null;
}
