import { formatDuration } from '@countersign/core/policy/duration';
import type { Plan } from '@countersign/core/policy/plan';
import { line, listOf } from './words.ts';

/**
 * What the identity gets with an approval, beside its leave: `payments-db and a token for
 * deploy.example.com, for 15m at most`. Null where it gets nothing.
 */
export function unlocksText({ grant }: Plan): string | null {
  if (grant === undefined) return null;
  const { targets, audience, lifetimeMs } = grant;
  const token = `a token for ${named(audience, 2)}`;
  const what = targets.length === 0 ? token : `${named(targets, 3)}, and ${token}`;
  return `${what}, for ${formatDuration(lifetimeMs)} at most`;
}

function named(list: readonly string[], max: number): string {
  return listOf(
    list.map((one) => line(one, 60)),
    max,
  );
}
