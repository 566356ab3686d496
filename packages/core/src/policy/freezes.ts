import { matchesAll } from './judge.ts';
import type { WrittenWindow } from './plan.ts';
import type { Policy } from './policy.ts';
import type { Asked, FreezeTrace } from './verdict.ts';

export type Frozen = {
  /** The freezes in force. */
  now: FreezeTrace[];
  /** Those that are in force or will be: an approval that falls into one waits for its end. */
  ahead: WrittenWindow[];
};

/** The freezes that are for this request, at this moment and after it. */
export function freezesFor({ freezes }: Policy, asked: Asked, at: number): Frozen {
  const frozen: Frozen = { now: [], ahead: [] };
  for (const { window, spanAt, nextSpan, match, during } of freezes) {
    if (!matchesAll(match, asked)) continue;
    const span = spanAt(at);
    if (span) frozen.now.push({ freeze: window.name, during, until: span.to });
    if (span ?? nextSpan(at)) frozen.ahead.push(window);
  }
  return frozen;
}
