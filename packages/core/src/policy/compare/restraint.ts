import type { Reuse } from '../plan.ts';
import type { Limit, Restraint } from '../policy.ts';
import { detail, opposite } from './change.ts';
import type { Detail, Effect } from './change.ts';
import { effectOf, ofNumbers } from './lists.ts';
import { compareRest } from './rest.ts';
import { words } from './words.ts';

/** What a rule that asks says of asking again. */
export function compareRestraint(before: Restraint, after: Restraint): Detail[] {
  return [
    ...compareLimit(before.limit, after.limit),
    ...compareCooldown(before.cooldownMs, after.cooldownMs),
    ...compareReuse(before.reuse, after.reuse),
    ...compareRest(before, after, ['limit', 'cooldownMs', 'reuse']),
  ];
}

export function compareLimit(before: Limit | undefined, after: Limit | undefined): Detail[] {
  return told('limit', before, after, limitEffect(before, after));
}

/** As many in a longer time are fewer. */
function limitEffect(before: Limit | undefined, after: Limit | undefined): Effect | undefined {
  if (before === undefined) return 'stricter';
  if (after === undefined) return 'looser';
  return together(
    effectOf(ofNumbers(before.count, after.count), 'looser'),
    effectOf(ofNumbers(before.perMs, after.perMs), 'stricter'),
  );
}

function compareCooldown(before: number | undefined, after: number | undefined): Detail[] {
  const effect = effectOf(ofNumbers(before ?? 0, after ?? 0), 'stricter');
  if (effect === undefined) return [];
  return [detail('cooldown', words(before, 'Ms'), words(after, 'Ms'), effect)];
}

function compareReuse(before: Reuse | undefined, after: Reuse | undefined): Detail[] {
  return told('reuse', before, after, reuseEffect(before, after));
}

/** Where nothing is said, an approval serves one run, whenever it starts. */
function reuseEffect(before: Reuse | undefined, after: Reuse | undefined): Effect | undefined {
  if (before === undefined) return after?.uses === 1 ? 'stricter' : undefined;
  if (after === undefined) return opposite(reuseEffect(after, before));
  return together(
    effectOf(ofNumbers(before.uses, after.uses), 'looser'),
    effectOf(ofNumbers(before.withinMs, after.withinMs), 'looser'),
  );
}

function told(
  what: string,
  before: object | undefined,
  after: object | undefined,
  effect?: Effect,
) {
  if (JSON.stringify(before) === JSON.stringify(after)) return [];
  return [detail(what, words(before), words(after), effect)];
}

/** Of two numbers that belong together: what both do, or the one that changes. */
function together(one: Effect | undefined, other: Effect | undefined): Effect | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  return one === other ? one : undefined;
}
