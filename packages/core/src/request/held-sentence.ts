import { moment } from '../text/moment.ts';
import type { RequestState } from './state.ts';

/** “All approvals are there; …”. `names` spells those of freezes, each between its quotes. */
export function heldSentence(
  { until, by }: Pick<NonNullable<RequestState['held']>, 'until' | 'by'>,
  names: (quoted: string[]) => string = (quoted) => quoted.join(' and '),
): string {
  const freezes = names(by.map((name) => `“${name}”`));
  const why = by.length === 0 ? 'and not before' : `once the freeze ${freezes} is over`;
  return `All approvals are there; they take effect at ${moment(until)}, ${why}.`;
}
