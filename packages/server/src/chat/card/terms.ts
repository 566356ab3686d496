import { formatDuration } from '@countersign/core/policy/duration';
import { whenHeld } from '@countersign/core/request/held-sentence';
import type { Timed } from '@countersign/core/text/timed';
import type { CardContent, Waits } from '../../ports/chat.ts';
import { line, listOf } from './words.ts';

/**
 * What an approval means beside leave for one run at once, each after “Once approved, it”: when it
 * takes effect, and how often it may run. None once that is decided, or all approvals are there.
 */
export function termsOf({ state, waits }: Pick<CardContent, 'state' | 'waits'>): Timed[] {
  if (state.status !== 'pending' || state.held) return [];
  const { reuse } = state.plan;
  return [
    ...(waits === undefined ? [] : [waitingText(waits)]),
    ...(reuse === undefined
      ? []
      : [[`may run ${reuse.uses} times, each begun within ${formatDuration(reuse.withinMs)}`]]),
  ];
}

function waitingText({ until, by, isLater }: Waits): Timed {
  const freezes = by.map((name) => line(name, 60));
  if (!isLater) return ['takes effect at ', ...whenHeld({ until, by: freezes }, few)];
  const named = few(freezes.map((name) => `“${name}”`));
  return ['waits until ', { at: until }, ` if the freeze ${named} has begun by then`];
}

function few(quoted: string[]): string {
  return listOf(quoted, 3);
}
