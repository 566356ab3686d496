import { moment } from '../text/moment.ts';
import type { Frozen } from './frozen.ts';

/** “Everybody who must agree has; …”. `names` spells those of freezes, each between its quotes. */
export function heldSentence(
  { until, by }: Frozen,
  names: (quoted: string[]) => string = (quoted) => quoted.join(' and '),
): string {
  return `Everybody who must agree has; it takes effect at ${whenHeld({ until, by }, names)}.`;
}

/** `2026-11-22 12:00 UTC, once the freeze “noon” is over`, or `…, and not before`. */
export function whenHeld(
  { until, by }: Frozen,
  names: (quoted: string[]) => string = (quoted) => quoted.join(' and '),
): string {
  const freezes = names(by.map((name) => `“${name}”`));
  const why = by.length === 0 ? 'and not before' : `once the freeze ${freezes} is over`;
  return `${moment(until)}, ${why}`;
}
