import type { Condition } from '../conditions/condition.ts';
import { matchFields } from '../policy.ts';
import type { Match } from '../policy.ts';
import { detail } from './change.ts';
import type { Detail, Effect } from './change.ts';
import { effectOf, growth } from './lists.ts';

/** `more` is what being for more requests does. */
export function compareMatch(before: Match, after: Match, more: Effect | undefined): Detail[] {
  return matchFields.flatMap((field) => {
    const [was, is] = [before[field]?.patterns, after[field]?.patterns];
    if (JSON.stringify(was) === JSON.stringify(is)) return [];
    const effect = effectOf(reach(was, is), more);
    return [detail(field, was?.join(', ') ?? 'any', is?.join(', ') ?? 'any', effect)];
  });
}

function reach(was: string[] | undefined, is: string[] | undefined) {
  if (was && is) return growth(was, is);
  return is === undefined ? 'more' : 'less';
}

export function compareWhen(
  before: Condition | null,
  after: Condition | null,
  more: Effect | undefined,
): Detail[] {
  const [was, is] = [before?.source.trim(), after?.source.trim()];
  if (was === is) return [];
  const change = is === undefined ? 'more' : was === undefined ? 'less' : 'other';
  return [detail('when', was, is, effectOf(change, more))];
}
