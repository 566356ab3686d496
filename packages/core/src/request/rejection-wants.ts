import { rejectionsOf, type RequestState } from './state.ts';

/**
 * `2 rejections end it, or 1 from security`, `1 more rejection ends it`: as much of a sentence. Null
 * where any one rejection does, so that there is nothing to say.
 */
export function rejectionWants(
  state: RequestState,
  at: number,
  groups: (names: readonly string[]) => string = (names) => names.join(' or '),
): string | null {
  const { quorum = 1, veto = [] } = state.plan.stages[at]?.rejection ?? {};
  if (quorum === 1) return null;
  const given = rejectionsOf(state, at).length;
  const left = Math.max(1, quorum - given);
  const more = given === 0 ? '' : 'more ';
  const enough = left === 1 ? `1 ${more}rejection ends it` : `${left} ${more}rejections end it`;
  return veto.length === 0 ? enough : `${enough}, or 1 from ${groups(veto)}`;
}
