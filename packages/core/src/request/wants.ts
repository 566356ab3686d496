import type { StagePlan } from '../policy/plan.ts';
import type { Tally } from './tally.ts';

/** So many people, from any of these groups. */
export type Want = { count: number; groups: readonly string[] };

/**
 * `2 more approvals from a or b`, `1 more from a` (`unit` null), `1 from a and 2 from b`, `either 1 from a or 2 from b`: as much of
 * a sentence, with `unit` for how one of them is called. What is not wanted any more is left out.
 */
export function wantsText(
  combine: StagePlan['combine'],
  wants: readonly Want[],
  options: { unit: string | null; groups?: (names: readonly string[]) => string },
): string {
  const { unit, groups = (names) => names.join(' or ') } = options;
  const open = combine === 'all' ? wants.filter(({ count }) => count > 0) : wants;
  const parts = open.map(({ count, groups: names }, at) =>
    at === 0
      ? `${count} ${called(unit, count)} from ${groups(names)}`
      : `${count} from ${groups(names)}`,
  );
  if (parts.length <= 1) return parts.join('');
  return combine === 'all' ? parts.join(' and ') : `either ${parts.join(' or ')}`;
}

function called(unit: string | null, count: number): string {
  if (unit === null) return 'more';
  return count === 1 ? unit : `${unit}s`;
}

/**
 * What a stage still wants. Where somebody who is in two groups could move over, whoever frees them
 * is wanted as well as whoever stands in.
 */
export function wantsNow(
  { combine }: Pick<StagePlan, 'combine'>,
  { quorums, missing }: Tally,
): Want[] {
  const each = quorums.map((one) => ({ count: one.missing, groups: one.groups }));
  const helping = quorums.filter(({ helps }) => helps);
  if (combine === 'any' || helping.every((one) => one.missing > 0)) return each;
  return [{ count: missing, groups: [...new Set(helping.flatMap(({ groups }) => groups))] }];
}

/** What a stage wants from the beginning. */
export function wantsOf({ quorums }: Pick<StagePlan, 'quorums'>): Want[] {
  return quorums.map(({ quorum, groups }) => ({ count: quorum, groups }));
}
